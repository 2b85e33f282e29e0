/** Filters as chips that can be removed. The bar never wraps: what does not fit becomes "+2". */
import { Checkbox, Popover, Select } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { DimensionId, Filter } from '../../analytics/api/documents/query.ts';
import { Button } from '../parts/Button.tsx';
import { DimensionChecks } from '../parts/DimensionChecks.tsx';
import styles from './Filters.module.css';
import { change, useAddress } from './location.ts';
import { useFilterWords } from './useFilterWords.ts';
import { useDimensions, useWorkspace } from './workspace.ts';

/** Cuts of time are the period's business. */
const TIME: readonly DimensionId[] = ['month', 'quarter', 'year'];

export function Filters() {
  const { where } = useAddress();
  const words = useFilterWords(where);
  const { rows } = useWorkspace();
  const { row, visible } = useFitting(where.length, words.join());
  const remove = (filter: Filter): void => change({ where: where.filter((other) => other !== filter) });
  const hidden = where.slice(visible);
  const wordsOf = (filter: Filter): string => words[where.indexOf(filter)] ?? '';
  const partners = rows.partner ?? 0;
  return (
    <div className={styles.row} ref={row}>
      {where.map((filter, index) => (
        <button
          key={filter.dim + String(filter.not)}
          type="button"
          data-chip
          className={styles.chip}
          hidden={index >= visible}
          onClick={() => remove(filter)}
          title={`Remove the filter ${wordsOf(filter)}`}
        >
          {wordsOf(filter)} <IconX size={11} stroke={1.8} aria-hidden="true" />
        </button>
      ))}
      {hidden.length > 0 && (
        <Popover position="bottom-start">
          <Popover.Target>
            <button type="button" className={styles.chip} aria-label={`${hidden.length} more filters`}>
              +{hidden.length}
            </button>
          </Popover.Target>
          <Popover.Dropdown className={styles.more}>
            {hidden.map((filter) => (
              <button
                key={filter.dim + String(filter.not)}
                type="button"
                className={styles.chip}
                onClick={() => remove(filter)}
              >
                {wordsOf(filter)} <IconX size={11} stroke={1.8} aria-hidden="true" />
              </button>
            ))}
          </Popover.Dropdown>
        </Popover>
      )}
      {(partners > 0 || where.length > 0) && (
        <AddFilter label={where.length > 0 ? 'Filter' : `All ${partners.toLocaleString('en')} partners`} />
      )}
    </div>
  );
}

/** How many chips fit before the button that adds one. Measured, because names of partners are of any length. */
function useFitting(chips: number, words: string) {
  const row = useRef<HTMLDivElement>(null);
  const [visible, setVisible] = useState(chips);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other chips have other widths
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    const measure = (): void => {
      const chips = [...element.querySelectorAll<HTMLElement>('[data-chip]')];
      for (const chip of chips) chip.hidden = false;
      const reserve = 130;
      let left = element.clientWidth - reserve;
      let fit = 0;
      for (const chip of chips) {
        left -= chip.offsetWidth + 6;
        if (left < 0 && fit > 0) break;
        fit += 1;
      }
      for (const [index, chip] of chips.entries()) chip.hidden = index >= fit;
      setVisible(fit);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [chips, words]);
  return { row, visible };
}

function AddFilter({ label }: { readonly label: string }) {
  const [open, setOpen] = useState(false);
  const [dim, setDim] = useState<DimensionId>('region');
  const dimensions = useDimensions();
  const choices = [...dimensions.values()]
    .filter(({ id }) => !TIME.includes(id))
    .map(({ id, label: text }) => ({ value: id, label: text }));
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus width={280}>
      <Popover.Target>
        <button type="button" className={styles.add} onClick={() => setOpen(!open)}>
          <IconFilter size={13} stroke={1.6} aria-hidden="true" />
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.picker}>
        <Select
          label="Only rows whose"
          data={choices}
          value={dim}
          onChange={(value) => value && setDim(value as DimensionId)}
          searchable
          comboboxProps={{ withinPortal: false }}
        />
        <Values key={dim} dim={dim} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Values({ dim, onDone }: { readonly dim: DimensionId; readonly onDone: () => void }) {
  const { where } = useAddress();
  const before = where.find((filter) => filter.dim === dim);
  const [chosen, setChosen] = useState<readonly (string | null)[]>(before?.values ?? []);
  const [not, setNot] = useState(before?.not ?? false);
  const apply = (): void => {
    const others = where.filter((filter) => filter.dim !== dim);
    const values = [...chosen];
    change({ where: values.length === 0 ? others : [...others, { dim, values, ...(not ? { not: true } : {}) }] });
    onDone();
  };
  return (
    <form
      className={styles.values}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <DimensionChecks dim={dim} chosen={chosen} onChange={setChosen} />
      <div className={styles.foot}>
        <Checkbox label="All but these" checked={not} onChange={(event) => setNot(event.currentTarget.checked)} />
        <Button type="submit" kind="primary" small>
          {chosen.length === 0 ? 'Show all' : 'Apply'}
        </Button>
      </div>
    </form>
  );
}
