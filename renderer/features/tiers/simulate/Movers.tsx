/** Who moves, by name and with the reason; or the partners of what was picked in a picture or a table. */
import { memo } from 'react';
import type { TierSelection } from '../../../../analytics/api/documents/tierCase.ts';
import type { TierRow, TierSimulation } from '../../../../analytics/api/tiers.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Stripes } from '../../../parts/Level.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Settled } from '../../../parts/states.tsx';
import { changeExtra } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import type { Ladders } from '../levels.ts';
import { ownersOf } from '../owners.ts';
import { select } from '../select.ts';
import { selectionWords } from '../selection.ts';
import styles from './Lists.module.css';
import type { SimulationCase } from './useCases.ts';

interface MoversProps {
  readonly simulation: TierSimulation;
  readonly ladders: Ladders;
}

/** As many as stand beside the picture; the rest is a click away. */
const SHOWN = 9;

/** Drawn anew only when the simulation is another one. */
export const Movers = memo(MoverList);

function MoverList({ simulation, ladders }: MoversProps) {
  const locale = useLocale();
  const { movers, moversTotal, basis } = simulation;
  const shown = movers.slice(0, SHOWN);
  return (
    <Section
      title="Movers"
      basis={
        moversTotal === 0
          ? undefined
          : `${shown.length < moversTotal ? `${shown.length} of ${numbers(locale).integer(moversTotal)}, ` : ''}largest first, ${basis.currency}`
      }
      aside={
        moversTotal > 0 && (
          <button type="button" className="link" onClick={() => select({ direction: 'moved' })}>
            All, by owner
          </button>
        )
      }
    >
      {moversTotal === 0 ? (
        <p className={styles.none}>Nobody changes level.</p>
      ) : (
        <ul>
          {shown.map((mover) => (
            <PartnerRow key={mover.partner} row={mover} ladders={ladders} locale={locale} />
          ))}
        </ul>
      )}
    </Section>
  );
}

interface PickedProps {
  readonly asked: SimulationCase;
  readonly selection: TierSelection;
  readonly ladders: Ladders;
  readonly currency: string;
}

const MOST = 500;

export function Picked({ asked, selection, ladders, currency }: PickedProps) {
  const locale = useLocale();
  const query = useCall('tier.rows', { ...asked, select: selection, limit: MOST });
  const total = query.data?.total ?? 0;
  const byOwner = selection.direction === 'moved';
  return (
    <Section
      title={selectionWords(selection)}
      basis={
        query.data &&
        `${total > MOST ? `${numbers(locale).integer(MOST)} of ` : ''}${countWords(total, 'partner', locale)}, ${byOwner ? 'by owner' : 'largest first'}, ${currency}`
      }
      aside={
        <button type="button" className="link" onClick={() => select(null)}>
          Back to movers
        </button>
      }
      busy={query.isPlaceholderData}
    >
      <Settled query={query} what="The partners could not be listed" rows={SHOWN}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>No partner is here any more.</Empty>
          ) : byOwner ? (
            ownersOf(rows).map(([owner, theirs]) => (
              <div key={owner ?? ''}>
                <h3 className={styles.owner}>
                  {owner ?? 'No owner'} <span className="mut">{numbers(locale).integer(theirs.length)}</span>
                </h3>
                <PartnerRows rows={theirs} ladders={ladders} locale={locale} />
              </div>
            ))
          ) : (
            <PartnerRows rows={rows} ladders={ladders} locale={locale} />
          )
        }
      </Settled>
    </Section>
  );
}

interface RowsProps {
  readonly rows: readonly TierRow[];
  readonly ladders: Ladders;
  readonly locale: string;
}

function PartnerRows({ rows, ...rest }: RowsProps) {
  return (
    <ul>
      {rows.map((row) => (
        <PartnerRow key={row.partner} row={row} {...rest} />
      ))}
    </ul>
  );
}

const MARKS = { up: '▲', down: '▼', stay: '', other: '→' } as const;
const WORDS = { up: 'rises', down: 'falls', stay: 'stays', other: 'moves' } as const;
const TONES = { up: 'good', down: 'bad', stay: undefined, other: undefined } as const;

function PartnerRow({
  row: { partner, name, from, to, amount, reason },
  ladders,
  locale,
}: {
  readonly row: Pick<TierRow, 'partner' | 'name' | 'from' | 'to' | 'amount' | 'reason'>;
  readonly ladders: Ladders;
  readonly locale: string;
}) {
  const direction = ladders.directionOf(from, to);
  return (
    <li>
      <button
        type="button"
        className={styles.partner}
        title={`${from} to ${to}: ${reason}. Every test of ${name}`}
        onClick={() => changeExtra({ why: partner, panel: '' }, { replace: true })}
      >
        <span className={TONES[direction]} aria-hidden="true">
          {MARKS[direction]}
        </span>
        <span className={`${styles.name} ellipsis`}>{name}</span>
        <span className={styles.path} role="img" aria-label={`${WORDS[direction]}: ${from} to ${to}`}>
          <Stripes count={ladders.stripesOf(from)} />
          {from !== to && (
            <>
              <span aria-hidden="true">→</span>
              <Stripes count={ladders.stripesOf(to)} />
            </>
          )}
        </span>
        <span className="num">{numbers(locale).compact(amount)}</span>
        <span className={`${styles.reason} ellipsis`}>{reason}</span>
      </button>
    </li>
  );
}
