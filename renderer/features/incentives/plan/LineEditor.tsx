/** One line of the plan: what it is called, how it pays, its sentence with values to change, its bands. */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { LineSentence, PlanUnit } from '../../../../analytics/api/incentivePlans.ts';
import { valueAt } from '../../../drafts/place.ts';
import { IconButton } from '../../../parts/Button.tsx';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { BandPicture } from './BandPicture.tsx';
import { bandsOf } from './bands.ts';
import { formerPlace, formerValue } from './baseline.ts';
import {
  howWords,
  missingLimits,
  removableLimits,
  withBand,
  withLineCopied,
  withLineMoved,
  withoutBand,
  withoutLine,
} from './lines.ts';
import styles from './Plan.module.css';
import { RateTable } from './RateTable.tsx';
import { RowsEditor } from './RowsEditor.tsx';
import { arranged } from './sentence.ts';
import { type PlanValue, Value } from './Value.tsx';

interface LineEditorProps {
  readonly sentence: LineSentence;
  readonly index: number;
}

export function LineEditor({ sentence, index }: LineEditorProps) {
  const { draft, baseline, refused, saved } = usePlanWork();
  const edits = useEdits();
  const [rows, setRows] = useState(false);
  const { plan } = draft.document;
  const line = plan.lines[index];
  // A line that was just removed is still in the sentences of a moment ago.
  if (!line) return null;
  const { pieces, table } = arranged(sentence);
  const units = new Map(sentence.parts.flatMap((part) => (part.kind === 'value' ? [[part.place, part.unit]] : [])));
  const faults = refused.filter(({ place }) => place === `lines.${index}` || place.startsWith(`lines.${index}.`));
  const former = formerPlace(plan, baseline.scenario.plan, `lines.${index}`);
  const formerLine = former === null ? null : (valueAt(baseline.scenario.plan, former) as PlanLine);
  const wasAt = (place: string): unknown => formerValue(plan, baseline.scenario.plan, place);
  const set = (place: string, value: PlanValue, label: string, gesture?: string): void =>
    edits?.set(place, value, label, gesture);
  return (
    <article className={styles.line} aria-label={sentence.label}>
      <header className={styles.lineHead}>
        <LineName line={line} index={index} />
        {former === null && <span className={styles.new}>new</span>}
        <span className={styles.how}>{howWords(line)}</span>
        <LineMenu index={index} />
      </header>
      <p className={styles.sentence}>
        {pieces.map((piece, at) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one sentence keep their order
          if (piece.kind === 'words') return <span key={at}>{at === 0 ? capital(piece.text) : piece.text}</span>;
          const { place, unit, choices, value } = piece.part;
          const current = (valueAt(plan, place) ?? value) as PlanValue;
          return (
            <span key={place} data-place={place}>
              <Value
                name={piece.name}
                value={current}
                unit={unit}
                figure={/\.(rate|flat|share|factor|perUnit|lump|pays)$/.test(place) ? 'rate' : 'edge'}
                choices={choices}
                was={wasAt(place)}
                onSet={(next, text, gesture) => set(place, next, `${piece.name} ${text}`, gesture)}
              />
            </span>
          );
        })}
        .{' '}
        <button
          type="button"
          className="link"
          aria-expanded={rows}
          aria-label={`What counts for ${sentence.label}`}
          onClick={() => setRows(!rows)}
        >
          {rows ? 'done' : 'what counts'}
        </button>
      </p>
      {rows && (
        <RowsEditor
          line={line}
          former={formerLine}
          onChange={(next, label) => {
            const { plan: present } = draft.present;
            edits?.setPlan(
              { ...present, lines: present.lines.map((old, at) => (at === index ? next : old)) },
              `${sentence.label}: ${label}`,
            );
          }}
        />
      )}
      {faults.length > 0 && (
        <div role="alert" className={styles.faults}>
          {faults.map(({ where, sentence: words }) => (
            <p key={`${where} ${words}`}>
              <b className="bad">✗ Not taken.</b> {words}
            </p>
          ))}
        </div>
      )}
      {table && (
        <RateTable
          label={sentence.label}
          table={table}
          baseline={baseline.name === saved.name ? 'as saved' : baseline.name}
          plan={saved.state === 'draft' ? 'draft' : 'changed'}
          valueAt={(place) => valueAt(plan, place)}
          wasAt={wasAt}
          onSet={set}
        />
      )}
      {bandsOf(line) && (
        <BandPicture
          plan={plan}
          index={index}
          former={formerLine && bandsOf(formerLine)}
          unitAt={(place): PlanUnit => units.get(place) ?? 'money'}
        />
      )}
    </article>
  );
}

/** The name of a line is what it says about itself; a click on it makes it another. */
function LineName({ line, index }: { readonly line: PlanLine; readonly index: number }) {
  const edits = useEdits();
  const { draft } = usePlanWork();
  const name = line.label ?? line.id;
  const [text, setText] = useState<string | null>(null);
  const commit = (): void => {
    const next = text?.trim() ?? '';
    setText(null);
    if (next === '' || next === name) return;
    const { plan } = draft.present;
    edits?.setPlan(
      { ...plan, lines: plan.lines.map((old, at) => (at === index ? { ...old, label: next } : old)) },
      `${name} is called ${next}`,
    );
  };
  return (
    <input
      className={styles.name}
      aria-label={`Name of ${name}`}
      size={Math.max((text ?? name).length, 4)}
      maxLength={120}
      value={text ?? name}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}

function LineMenu({ index }: { readonly index: number }) {
  const { draft } = usePlanWork();
  const edits = useEdits();
  const { plan } = draft.present;
  const line = plan.lines[index];
  if (!line || !edits) return null;
  const name = line.label ?? line.id;
  const bands = bandsOf(line);
  const replace = (next: PlanLine, label: string): void =>
    edits.setPlan({ ...plan, lines: plan.lines.map((old, at) => (at === index ? next : old)) }, `${name}: ${label}`);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton icon={IconDots} label={`More for ${name}`} className={styles.more} />
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {bands && (
          <>
            <Menu.Label>Bands</Menu.Label>
            <Menu.Item onClick={() => replace(withBand(line), 'a band above')}>A band above the highest</Menu.Item>
            {bands.length > 1 && (
              <Menu.Item onClick={() => replace(withoutBand(line, bands.length - 1), 'the highest band removed')}>
                Without the highest band
              </Menu.Item>
            )}
          </>
        )}
        <Menu.Label>Limits and terms</Menu.Label>
        {missingLimits(line).map(({ label, line: next }) => (
          <Menu.Item key={label} onClick={() => replace(next, label.toLowerCase())}>
            {label}
          </Menu.Item>
        ))}
        {removableLimits(line).map(({ label, line: next }) => (
          <Menu.Item key={label} onClick={() => replace(next, label.toLowerCase())}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>Line</Menu.Label>
        <Menu.Item
          disabled={index === 0}
          onClick={() => edits.setPlan(withLineMoved(plan, index, -1), `${name} earlier`)}
        >
          Earn it earlier
        </Menu.Item>
        <Menu.Item
          disabled={index === plan.lines.length - 1}
          onClick={() => edits.setPlan(withLineMoved(plan, index, 1), `${name} later`)}
        >
          Earn it later
        </Menu.Item>
        <Menu.Item onClick={() => edits.setPlan(withLineCopied(plan, index), `${name} copied`)}>Copy it</Menu.Item>
        <Menu.Item
          disabled={plan.lines.length === 1}
          onClick={() => edits.setPlan(withoutLine(plan, index), `${name} removed`)}
        >
          Remove it
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const capital = (text: string): string => text.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
