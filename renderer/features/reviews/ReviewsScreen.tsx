/** The review pack: what goes in, how it will look on paper, whether it can be trusted, and the file. */
import { Checkbox, Select, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconFileSpreadsheet, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { PACK_SECTIONS, type PackSection, type PackSpec } from '../../../analytics/api/documents/pack.ts';
import type { PackPreview } from '../../../analytics/api/results.ts';
import { countWords, formatDuration } from '../../../analytics/present/labels.ts';
import { useWidth } from '../../charts/useWidth.ts';
import { Button, IconButton } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Failed, Progress, Settled } from '../../parts/states.tsx';
import { change, go, useAddress } from '../../shell/location.ts';
import { useScreenStatus } from '../../shell/statusLine.ts';
import { useFilterWords } from '../../shell/useFilterWords.ts';
import { useContextSpec, useWorkspace } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { Paper, SHEET_WIDTH } from './Paper.tsx';
import { packExtra, packOf, SECTION_WORDS } from './packAddress.ts';
import styles from './Reviews.module.css';
import { type Sheet, sheetNumbers, sheetsOf } from './sheets.ts';
import { type Build, useBuild } from './useBuild.ts';

export default function ReviewsScreen() {
  const { extra } = useAddress();
  const { ready, ...context } = useContextSpec();
  const { rows, policy } = useWorkspace();
  const spec = packOf(extra, context);
  const loaded = (rows.deal ?? 0) > 0;
  const preview = useCall('pack.preview', { spec }, { enabled: ready && loaded });
  const { build, start, stop } = useBuild();
  const sheets = useMemo(() => (preview.data ? sheetsOf(preview.data.pages) : []), [preview.data]);
  const at = Math.min(Math.max(Number(extra.page ?? 1) - 1, 0), Math.max(sheets.length - 1, 0));
  const set = (part: Partial<PackSpec>): void => change({ extra: packExtra({ ...spec, ...part }) });
  const turn = (page: number): void => change({ extra: { ...extra, page: String(page + 1) } }, { replace: true });
  useScreenStatus({
    basis: 'the figures of screen, preview and workbook are the same answers',
    population: countWords(sheets.length, 'page'),
  });

  if (!loaded) {
    return (
      <Screen title="Reviews">
        <Empty
          action={
            <Button kind="primary" onClick={() => go({ screen: 'data' })}>
              Load files
            </Button>
          }
        >
          The review pack will be here as soon as partners and deals are loaded.
        </Empty>
      </Screen>
    );
  }
  const sheet = sheets[at];
  const building = build.phase === 'building';
  return (
    <Screen
      title="Reviews"
      basis="Program pack: figures of the screen, the workbook and this preview are the same"
      body="fill"
      actions={
        <Button
          kind="primary"
          icon={IconFileSpreadsheet}
          disabled={building || !preview.data}
          onClick={() => start(spec)}
        >
          {building ? 'Building…' : 'Build workbook'}
        </Button>
      }
    >
      <div className={styles.review}>
        <div className={styles.left}>
          <Section title="Sections" basis={`${spec.sections.length} of ${PACK_SECTIONS.length}`}>
            <SectionList
              spec={spec}
              sheets={sheets}
              open={sheet?.page.section}
              onTurn={turn}
              onChange={(sections) => set({ sections })}
            />
          </Section>
        </div>
        <Settled query={preview} what="The preview could not be made" rows={16}>
          {() =>
            sheet && (
              <Desk
                sheets={sheets}
                at={at}
                spec={spec}
                network={policy.networkName}
                busy={preview.isPlaceholderData}
                onTurn={turn}
              />
            )
          }
        </Settled>
        <div className={styles.right}>
          <Section title="Options">
            <Options spec={spec} onChange={set} />
          </Section>
          <Section title="Will write">
            <p className={styles.will}>{preview.data?.fileName}</p>
            <p className="small">Whole or not at all.</p>
            <BuildState build={build} onStop={stop} />
          </Section>
          <Section title="Checks" aside={preview.data && checkWords(preview.data.checks)}>
            {preview.data && <Checks checks={preview.data.checks} />}
          </Section>
        </div>
      </div>
    </Screen>
  );
}

interface SectionListProps {
  readonly spec: PackSpec;
  readonly sheets: readonly Sheet[];
  readonly open: PackSection | undefined;
  readonly onTurn: (page: number) => void;
  readonly onChange: (sections: PackSection[]) => void;
}

function SectionList({ spec, sheets, open, onTurn, onChange }: SectionListProps) {
  return (
    <ul className={styles.sections}>
      {PACK_SECTIONS.map((section) => {
        const chosen = spec.sections.includes(section);
        const first = sheets.findIndex((sheet) => sheet.page.section === section);
        const words = SECTION_WORDS[section];
        return (
          <li
            key={section}
            className={[section === open && styles.open, !chosen && styles.out].filter(Boolean).join(' ')}
          >
            <Checkbox
              aria-label={`Include ${words.toLowerCase()}`}
              checked={chosen}
              // A pack without any section is no pack.
              disabled={chosen && spec.sections.length === 1}
              onChange={() =>
                onChange(PACK_SECTIONS.filter((other) => (other === section ? !chosen : spec.sections.includes(other))))
              }
            />
            <button type="button" className="ellipsis" disabled={first < 0} onClick={() => onTurn(first)}>
              {words}
            </button>
            <span>{chosen && (sheetNumbers(sheets, section) || (sheets.length > 0 && 'no data'))}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface DeskProps {
  readonly sheets: readonly Sheet[];
  readonly at: number;
  readonly spec: PackSpec;
  readonly network: string;
  readonly busy: boolean;
  readonly onTurn: (page: number) => void;
}

const THUMB = 0.14;
/** Sheets shown small, around the one in view. */
const THUMBS = 7;
const ZOOM_STEP = 0.1;

function Desk({ sheets, at, spec, network, busy, onTurn }: DeskProps) {
  const { ref, width } = useWidth<HTMLDivElement>(SHEET_WIDTH);
  const [zoom, setZoom] = useState<number | null>(null);
  const fit = Math.min(1.25, Math.max(0.4, (width - 34) / SHEET_WIDTH));
  const scale = zoom ?? fit;
  const sheet = sheets[at];
  const first = Math.max(0, Math.min(at - Math.floor(THUMBS / 2), sheets.length - THUMBS));
  if (!sheet) return null;
  return (
    <div className={styles.desk} ref={ref} aria-busy={busy}>
      <div className={styles.bar}>
        <b>{sheet.page.title}</b>
        <span>
          page {at + 1} of {sheets.length}
        </span>
        <IconButton icon={IconZoomOut} label="Smaller" onClick={() => setZoom(Math.max(0.4, scale - ZOOM_STEP))} />
        <button type="button" title="Fit the desk" onClick={() => setZoom(null)}>
          {Math.round(scale * 100)}&#8239;%
        </button>
        <IconButton icon={IconZoomIn} label="Larger" onClick={() => setZoom(Math.min(2, scale + ZOOM_STEP))} />
        <IconButton icon={IconChevronUp} label="Page before" disabled={at === 0} onClick={() => onTurn(at - 1)} />
        <IconButton
          icon={IconChevronDown}
          label="Next page"
          disabled={at >= sheets.length - 1}
          onClick={() => onTurn(at + 1)}
        />
      </div>
      <Paper sheet={sheet} number={at + 1} of={sheets.length} spec={spec} network={network} scale={scale} />
      <div className={styles.thumbs}>
        {sheets.slice(first, first + THUMBS).map((small, index) => (
          <button
            key={`${small.page.section}${small.index}${small.from}`}
            type="button"
            className={styles.thumb}
            aria-label={`Page ${first + index + 1}, ${small.page.title}`}
            aria-current={first + index === at ? 'page' : undefined}
            onClick={() => onTurn(first + index)}
          >
            <div aria-hidden="true" inert>
              <Paper
                sheet={small}
                number={first + index + 1}
                of={sheets.length}
                spec={spec}
                network={network}
                scale={THUMB}
              />
            </div>
          </button>
        ))}
      </div>
    </div>
  );
}

function Options({
  spec,
  onChange,
}: {
  readonly spec: PackSpec;
  readonly onChange: (part: Partial<PackSpec>) => void;
}) {
  const { period } = useContextSpec();
  const { compare } = useAddress();
  const scope = useFilterWords(spec.where);
  return (
    <div className={styles.options}>
      <dl className={styles.fixed}>
        <dt>Period</dt>
        <dd>{period ?? 'all time'}</dd>
        <dt>Against</dt>
        <dd>
          {period === undefined || compare === 'none'
            ? 'the year before, where there is one'
            : spec.compare === 'year'
              ? 'the year before'
              : 'the period before'}
        </dd>
        <dt>Scope</dt>
        <dd>{scope.length > 0 ? scope.join('; ') : 'the whole network'}</dd>
      </dl>
      <p className="small">Period, comparison and scope follow the bar on top.</p>
      <Select
        label="Paper"
        data={[
          { value: 'A4', label: 'A4 landscape' },
          { value: 'Letter', label: 'Letter landscape' },
        ]}
        value={spec.paper}
        onChange={(paper) => onChange({ paper: paper === 'Letter' ? 'Letter' : 'A4' })}
      />
      <Typed
        label="Confidentiality"
        value={spec.confidentiality}
        onCommit={(confidentiality) => onChange({ confidentiality })}
      />
      <Typed label="Prepared for" value={spec.preparedFor} onCommit={(preparedFor) => onChange({ preparedFor })} />
    </div>
  );
}

/** Typed text takes effect when it is done, not letter by letter. */
function Typed({ label, value, onCommit }: { label: string; value: string; onCommit: (value: string) => void }) {
  const [text, setText] = useState(value);
  const commit = (): void => {
    if (text.trim() !== value) onCommit(text.trim());
  };
  return (
    <TextInput
      label={label}
      value={text}
      maxLength={120}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

/** What a person must read first; what passed is folded. */
function Checks({ checks }: { readonly checks: PackPreview['checks'] }) {
  const failed = checks.filter(({ passed }) => !passed);
  const passed = checks.filter((check) => check.passed);
  return (
    <>
      <CheckList checks={failed} />
      {passed.length > 0 && (
        <details className={styles.passed}>
          <summary>
            <span className="good" aria-hidden="true">
              ✓
            </span>{' '}
            {countWords(passed.length, 'check')} passed
          </summary>
          <CheckList checks={passed} />
        </details>
      )}
    </>
  );
}

function CheckList({ checks }: { readonly checks: PackPreview['checks'] }) {
  return (
    <ul className={styles.checks}>
      {checks.map(({ label, passed, detail }) => (
        <li key={label}>
          <span className={passed ? 'good' : 'warn'} role="img" aria-label={passed ? 'passed' : 'to read'}>
            {passed ? '✓' : '▲'}
          </span>
          <span>{label}</span>
          {detail && <p>{detail}</p>}
        </li>
      ))}
    </ul>
  );
}

function checkWords(checks: PackPreview['checks']) {
  const failed = checks.filter(({ passed }) => !passed).length;
  return (
    <>{failed === 0 ? <span className="good">✓ all pass</span> : <span className="warn">▲ {failed} to read</span>}</>
  );
}

function BuildState({ build, onStop }: { readonly build: Build; readonly onStop: () => void }) {
  switch (build.phase) {
    case 'ready':
      return null;
    case 'building':
      return (
        <Progress
          stage={build.progress?.stage ?? 'Building'}
          done={build.progress?.done ?? 0}
          total={build.progress?.total ?? 0}
          unit={build.progress?.unit ?? ''}
          onStop={onStop}
        />
      );
    case 'saved':
      return (
        <p role="status">
          <span className="good">✓</span> Saved <b className={styles.will}>{build.where}</b>,{' '}
          {countWords(build.sheets, 'sheet')}, in {formatDuration(build.ms)}.
        </p>
      );
    case 'failed':
      return <Failed what="The workbook could not be built" error={build.error} still="Nothing was written." />;
  }
}
