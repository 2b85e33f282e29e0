/** The clauses of a line in the order in which they are read, each with the form that it takes. */
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { type LineClause, type LineSentence, PURPOSES } from '../../../../analytics/api/incentivePlans.ts';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { FilterChips } from '../../../parts/FilterChips.tsx';
import { Word } from '../../../parts/Word.tsx';
import { usePlanWork } from '../IncentiveWork.ts';
import { AcceleratorWords } from './AcceleratorWords.tsx';
import { ClauseRow, Row } from './ClauseRow.tsx';
import { lineChoices } from './lines.ts';
import styles from './Plan.module.css';
import { PARTNER_DIMENSIONS, ROLES, SALES_DIMENSIONS } from './rows.ts';
import { SomeOf } from './SomeOf.tsx';
import type { PlanValue } from './Value.tsx';

/** Which rows of the line are being narrowed, before they are. */
export type Narrowing = 'sales' | 'partners' | null;

interface ClausesProps {
  readonly sentence: LineSentence;
  readonly line: PlanLine;
  /** Place within the line of what was just added. */
  readonly fresh: string | null;
  readonly narrowing: Narrowing;
  readonly onNarrowed: () => void;
  readonly onChange: (line: PlanLine, label: string) => void;
  readonly onSet: (place: string, value: PlanValue, label: string, gesture?: string) => void;
}

/** Filters of one kind stand together in a row of chips. */
const FILTERS = /\.(on\.filter|where)\.\d+$/;

export function Clauses(props: ClausesProps) {
  const { sentence, line, fresh, narrowing, onNarrowed, onChange, onSet } = props;
  const { label } = sentence;
  const { on, where, rate } = line;
  const clauses = sentence.clauses.filter(({ place }) => !FILTERS.test(place));
  const byPurpose = PURPOSES.flatMap((purpose) => clauses.filter((clause) => clause.purpose === purpose));
  const measure = 'bands' in rate && 'on' in rate ? rate.on : undefined;
  const rows = on.filter.length > 0 || narrowing === 'sales';
  const partners = where.length > 0 || narrowing === 'partners';
  if (byPurpose.length === 0 && !rows && !partners && !measure) return null;
  return (
    <ul className={styles.clauses} aria-label={`${label}, in detail`}>
      {rows && (
        <Row
          name={`${label}: only some sales`}
          fresh={false}
          onRemove={() => {
            onNarrowed();
            if (on.filter.length > 0) onChange({ ...line, on: { ...on, filter: [] } }, 'all sales');
          }}
        >
          Sales of{' '}
          <FilterChips
            name={`sales of ${label}`}
            dims={SALES_DIMENSIONS}
            filters={on.filter}
            begins={narrowing === 'sales'}
            onChange={(filter, text) => {
              onNarrowed();
              onChange({ ...line, on: { ...on, filter } }, text);
            }}
          />
        </Row>
      )}
      {partners && (
        <Row
          name={`${label}: only some partners`}
          fresh={false}
          onRemove={() => {
            onNarrowed();
            if (where.length > 0) onChange({ ...line, where: [] }, 'all partners');
          }}
        >
          Partners of{' '}
          <FilterChips
            name={`partners of ${label}`}
            dims={PARTNER_DIMENSIONS}
            filters={where}
            begins={narrowing === 'partners'}
            onChange={(filters, text) => {
              onNarrowed();
              onChange({ ...line, where: filters }, text);
            }}
          />
        </Row>
      )}
      {measure && (
        <Row
          name={`${label}: bands of another measure`}
          fresh={fresh === 'rate.on'}
          onRemove={() => {
            const { on: _, ...own } = rate as Extract<PlanLine['rate'], { bands: unknown; how: unknown }>;
            onChange({ ...line, rate: own as PlanLine['rate'] }, 'bands of what is paid on');
          }}
        >
          the band is that of{' '}
          <MeasureWords
            name={`the bands of ${label}`}
            measure={measure}
            onChange={(next, text) => onChange({ ...line, rate: { ...rate, on: next } as PlanLine['rate'] }, text)}
          />
        </Row>
      )}
      {byPurpose.map((clause) => (
        <Clause
          key={clause.place}
          {...props}
          clause={clause}
          fresh={clause.place.endsWith(`.${fresh}`)}
          onSet={onSet}
        />
      ))}
    </ul>
  );
}

interface ClauseProps extends Pick<ClausesProps, 'line' | 'onChange' | 'onSet' | 'sentence'> {
  readonly clause: LineClause;
  readonly fresh: boolean;
}

function Clause({ clause, line, sentence: { label }, fresh, onChange, onSet }: ClauseProps) {
  const row = { label, clause, fresh, onSet };
  const [, key = '', at = ''] = /^lines\.\d+\.(?:on\.)?([^.]+)(?:\.(\d+))?/.exec(clause.place) ?? [];
  if (key === 'roles') {
    return <ClauseRow {...row} instead={<Roles label={label} line={line} onChange={onChange} />} />;
  }
  if (key === 'less') return <ClauseRow {...row} instead={<Less label={label} line={line} onChange={onChange} />} />;
  if (key === 'accelerator' && line.accelerator) {
    return (
      <ClauseRow {...row}>
        <AcceleratorWords
          label={label}
          accelerator={line.accelerator}
          onChange={(accelerator, text) => onChange({ ...line, accelerator }, text)}
        />
      </ClauseRow>
    );
  }
  if (key === 'surcharges' && line.surcharges[Number(at)]) {
    const surcharge = line.surcharges[Number(at)]!;
    return (
      <ClauseRow {...row}>
        {': '}
        <FilterChips
          name={`sales of ${surcharge.label ?? surcharge.id}`}
          dims={SALES_DIMENSIONS}
          filters={surcharge.filter}
          onChange={(filter, text) =>
            onChange({ ...line, surcharges: line.surcharges.with(Number(at), { ...surcharge, filter }) }, text)
          }
        />
      </ClauseRow>
    );
  }
  if (key === 'multipliers' && line.multipliers[Number(at)]) {
    return (
      <ClauseRow {...row}>
        <MultiplierRows line={line} at={Number(at)} onChange={onChange} />
      </ClauseRow>
    );
  }
  return <ClauseRow {...row} />;
}

const REGISTRANTS = [
  { value: 'any', label: 'any registrant' },
  { value: 'first', label: 'customers registered first' },
  { value: 'later', label: 'customers registered after another partner' },
] as const;

interface MultiplierRowsProps extends Pick<ClausesProps, 'line' | 'onChange'> {
  readonly at: number;
}

/** Which rows and partners a multiplier is for. */
function MultiplierRows({ line, at, onChange }: MultiplierRowsProps) {
  const multiplier = line.multipliers[at]!;
  const name = multiplier.label ?? multiplier.id;
  const change = (next: typeof multiplier, text: string): void =>
    onChange({ ...line, multipliers: line.multipliers.with(at, next) }, text);
  return (
    <>
      {': sales of '}
      <FilterChips
        name={`sales of ${name}`}
        dims={SALES_DIMENSIONS}
        filters={multiplier.filter}
        onChange={(filter, text) => change({ ...multiplier, filter }, text)}
      />
      {' partners of '}
      <FilterChips
        name={`partners of ${name}`}
        dims={PARTNER_DIMENSIONS}
        filters={multiplier.where}
        onChange={(where, text) => change({ ...multiplier, where }, text)}
      />{' '}
      <Word
        name={`Registrant for ${name}`}
        value={multiplier.registrant ?? 'any'}
        choices={REGISTRANTS}
        onChoose={(registrant) => {
          const { registrant: _, ...rest } = multiplier;
          const text = REGISTRANTS.find(({ value }) => value === registrant)!.label;
          change(registrant === 'any' ? rest : { ...rest, registrant }, `${name}: ${text}`);
        }}
      />
    </>
  );
}

interface ListProps extends Pick<ClausesProps, 'line' | 'onChange'> {
  readonly label: string;
}

const ROLE_CHOICES = ROLES.map((role) => ({ value: role, label: role }));

function Roles({ label, line, onChange }: ListProps) {
  return (
    <>
      in the deal as{' '}
      <SomeOf
        name={`Roles of ${label}`}
        choices={ROLE_CHOICES}
        value={line.on.roles ?? []}
        onChange={(roles) => onChange({ ...line, on: { ...line.on, roles } }, `as ${roles.join(' or ')}`)}
      />
    </>
  );
}

function Less({ label, line, onChange }: ListProps) {
  const { draft } = usePlanWork();
  const { plan } = draft.document;
  const index = plan.lines.findIndex(({ id }) => id === line.id);
  return (
    <>
      after what was paid by{' '}
      <SomeOf
        name={`What comes off before ${label}`}
        choices={lineChoices({ lines: plan.lines.slice(0, index) })}
        value={line.on.less}
        onChange={(less) => onChange({ ...line, on: { ...line.on, less } }, 'another line comes off first')}
      />{' '}
      came off
    </>
  );
}
