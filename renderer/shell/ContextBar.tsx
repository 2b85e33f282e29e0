/** What every figure on the screen is about: workspace, period, against what, currency, filters; then undo and search. */
import { Menu, Popover, TextInput } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconDeviceDesktop,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { THEMES } from '../../analytics/api/bridge.ts';
import type { PeriodChoice } from '../../analytics/api/results.ts';
import { formatRange } from '../../analytics/present/dates.ts';
import { currencyWords } from '../../analytics/present/labels.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { setTheme, useTheme } from '../theme/scheme.ts';
import { useCall } from '../transport/calls.ts';
import styles from './ContextBar.module.css';
import { closeWorkspace, redo, undo } from './commands.ts';
import { Filters } from './Filters.tsx';
import { change, go, useAddress } from './location.ts';
import { useOwnContextShown } from './ownContext.ts';
import { useContextSpec, useWorkspace } from './workspace.ts';

export function ContextBar() {
  const { name, policy, undo: undoLabel, redo: redoLabel } = useWorkspace();
  const own = useOwnContextShown();
  return (
    <div className={styles.bar}>
      <Field label="Workspace" value={name}>
        <Menu.Item onClick={() => void closeWorkspace()}>Close and open another…</Menu.Item>
      </Field>
      <PeriodField own={own && (own.period ?? UNKNOWN)} />
      {own === null && <AgainstField />}
      <button type="button" className={styles.field} onClick={() => go({ screen: 'policy' })}>
        <span className={styles.label}>Currency</span>
        <span className={styles.value}>{currencyWords({ currency: policy.baseCurrency, rates: policy.rates })}</span>
      </button>
      <Filters />
      <div className={styles.tools}>
        <IconButton
          icon={IconArrowBackUp}
          label={undoLabel ? `Undo: ${undoLabel}` : 'Nothing to undo'}
          disabled={undoLabel === null}
          onClick={() => void undo()}
        />
        <IconButton
          icon={IconArrowForwardUp}
          label={redoLabel ? `Redo: ${redoLabel}` : 'Nothing to redo'}
          disabled={redoLabel === null}
          onClick={() => void redo()}
        />
        <ThemeMenu />
        <button type="button" className={styles.search} onClick={spotlight.open}>
          <IconSearch size={16} stroke={1.6} aria-hidden="true" />
          Search or go to
          <kbd>{navigator.platform.startsWith('Mac') ? '⌘ K' : 'Ctrl K'}</kbd>
        </button>
      </div>
    </div>
  );
}

function Field({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.field}>
          <span className={styles.label}>{label}</span>
          <span className={styles.value}>
            <span className="ellipsis">{value}</span>
            <IconChevronDown size={12} stroke={1.6} aria-hidden="true" />
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>{children}</Menu.Dropdown>
    </Menu>
  );
}

const GRAINS: readonly (readonly [PeriodChoice['grain'], string])[] = [
  ['range', 'Ranges'],
  ['quarter', 'Quarters'],
  ['year', 'Years'],
  ['month', 'Months'],
];

/** A range of days, as the period field takes it. */
const RANGE = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

/** Stands for a period of the screen’s own until its figures say which it is. */
const UNKNOWN = '…';

/** @param own of the screen in view, for as long as nobody chose a period */
function PeriodField({ own }: { readonly own: string | null }) {
  const { period } = useContextSpec();
  const chosenPeriod = useAddress().period;
  const { policy } = useWorkspace();
  const [choosing, setChoosing] = useState(false);
  const { data } = useCall('workspace.periods', {});
  const chosen = data?.choices.find(({ spec }) => spec === period);
  const [, from = '', to = ''] = RANGE.exec(period ?? '') ?? [];
  const shared = chosen?.label ?? (from ? formatRange(from, to, policy.locale) : (period ?? 'All time'));
  const label = chosenPeriod === null ? (own ?? shared) : shared;
  return (
    <Popover opened={choosing} onChange={setChoosing} position="bottom-start" trapFocus withRoles={false}>
      <Popover.Target>
        <div className={styles.anchor}>
          <Field label="Period" value={label}>
            {GRAINS.map(([grain, label]) => {
              const choices = data?.choices.filter((choice) => choice.grain === grain) ?? [];
              return (
                choices.length > 0 && (
                  // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
                  <div key={grain} role="group" aria-label={label}>
                    <Menu.Label>{label}</Menu.Label>
                    {choices.map((choice) => (
                      <Menu.Item
                        key={choice.spec}
                        aria-current={choice.spec === period || undefined}
                        onClick={() => change({ period: choice.spec })}
                      >
                        {choice.label}
                      </Menu.Item>
                    ))}
                  </div>
                )
              );
            })}
            <Menu.Divider />
            <Menu.Item aria-current={period === undefined || undefined} onClick={() => change({ period: 'all' })}>
              All time
            </Menu.Item>
            <Menu.Item onClick={() => setChoosing(true)}>Other dates…</Menu.Item>
          </Field>
        </div>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Other dates">
        <RangeForm from={from} to={to} onDone={() => setChoosing(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function RangeForm({ from, to, onDone }: { from: string; to: string; onDone: () => void }) {
  const { history } = useWorkspace();
  const [first, setFirst] = useState(from || (history?.from ?? ''));
  const [last, setLast] = useState(to || (history?.to ?? ''));
  const backwards = first !== '' && last !== '' && last < first;
  return (
    <form
      className={styles.range}
      onSubmit={(event) => {
        event.preventDefault();
        change({ period: `${first}..${last}` });
        onDone();
      }}
    >
      <TextInput
        type="date"
        label="From"
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput type="date" label="To" value={last} onChange={(event) => setLast(event.currentTarget.value)} />
      <Button kind="primary" type="submit" disabled={first === '' || last === '' || backwards}>
        {backwards ? 'Ends before it begins' : 'Show'}
      </Button>
    </form>
  );
}

const AGAINST = [
  ['year', 'The year before'],
  ['prior', 'The period before'],
  ['none', 'Nothing'],
] as const;

function AgainstField() {
  const { compare, period } = useContextSpec();
  const { compare: asked } = useAddress();
  const shown = period === undefined ? 'none' : (compare ?? asked ?? 'none');
  return (
    <Field label="Against" value={AGAINST.find(([id]) => id === shown)?.[1] ?? 'Nothing'}>
      {AGAINST.map(([id, label]) => (
        <Menu.Item
          key={id}
          disabled={period === undefined && id !== 'none'}
          aria-current={id === shown || undefined}
          onClick={() => change({ compare: id })}
        >
          {label}
        </Menu.Item>
      ))}
    </Field>
  );
}

const THEME_ICONS = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop } as const;
const THEME_WORDS = { light: 'Light', dark: 'Dark', system: 'As the system' } as const;

export function ThemeMenu() {
  const theme = useTheme();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton icon={THEME_ICONS[theme]} label={`Theme: ${THEME_WORDS[theme].toLowerCase()}`} />
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {THEMES.map((choice) => (
          <Menu.Item key={choice} aria-current={choice === theme || undefined} onClick={() => setTheme(choice)}>
            {THEME_WORDS[choice]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
