/** One axis of a matrix: what it measures, or the profile that it scores by, and where it is cut. */
import type { Cut } from '../../../../analytics/api/documents/segmentation.ts';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import measures from '../../../measures/Measures.module.css';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { TWELVE_MONTHS } from '../../../measures/windowText.ts';
import { Segmented } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Word } from '../../../parts/Word.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { writeFigure } from '../figure.ts';
import { useSegmentWork } from '../SegmentWork.ts';
import {
  type Axis,
  bandsOf,
  CUT_KINDS,
  type CutKind,
  cutKind,
  evenCut,
  type Matrix,
  withAxis,
  withBands,
} from './cuts.ts';
import type { Edit } from './edit.ts';
import { NameField } from './NameField.tsx';
import { ProfileEditor } from './ProfileEditor.tsx';
import { newProfile } from './profiles.ts';

interface AxisEditorProps {
  readonly by: Matrix;
  readonly name: string;
  readonly axis: 'x' | 'y';
  readonly run: SegmentRun;
  readonly onEdit: Edit;
}

const WAYS = [
  { value: 'measure', label: 'One measure' },
  { value: 'profile', label: 'Score of a profile' },
] as const;

export function AxisEditor({ by, name, axis: key, run, onEdit }: AxisEditorProps) {
  const { draft } = useSegmentWork();
  const axis = by.matrix[key];
  const { measure, profile, cut } = axis;
  const shown = run[key];
  const edit = (next: Axis, label: string): void =>
    onEdit({ ...draft.document, by: withAxis(by, key, next) }, `${name}: ${label}`);
  const measureBy = (way: 'measure' | 'profile'): void => {
    const { measure: _, profile: __, ...rest } = axis;
    // Figures of the one are none of the other: as many shares of the partners instead.
    const same = { ...rest, cut: 'fixed' in cut ? evenCut(bandsOf(cut)) : cut };
    if (way === 'profile') edit({ ...same, profile: newProfile(`profile-${key}`) }, 'score of a profile');
    else edit({ ...same, measure: { metric: 'won_amount', filter: [], window: TWELVE_MONTHS } }, 'one measure');
  };
  return (
    <Section title={`${name}: ${shown.feature.label}`}>
      <Segmented label={`${name}, by`} value={profile ? 'profile' : 'measure'} options={WAYS} onChange={measureBy} />
      <p className={measures.sentence}>
        Called{' '}
        <NameField
          label={`Name of the axis ${name.toLowerCase()}`}
          value={axis.label ?? shown.feature.label}
          onSet={(label) => edit({ ...axis, label }, `called ${label}`)}
        />
      </p>
      {measure && (
        <p className={measures.sentence}>
          <MeasureWords
            name={name}
            measure={measure}
            onChange={(next, label) => edit({ ...axis, measure: next }, label)}
          />
        </p>
      )}
      {profile && (
        <ProfileEditor profile={profile} onChange={(next, label) => edit({ ...axis, profile: next }, label)} />
      )}
      <CutEditor name={name} cut={cut} shown={shown} onChange={(next, label) => edit({ ...axis, cut: next }, label)} />
    </Section>
  );
}

interface CutEditorProps {
  readonly name: string;
  readonly cut: Cut;
  readonly shown: SegmentRun['x'];
  readonly onChange: (cut: Cut, label: string) => void;
}

/** As many as the grammar has. */
const BAND_CHOICES = ['2', '3', '4', '5'].map((bands) => ({ value: bands, label: bands }));

function CutEditor({ name, cut, shown, onChange }: CutEditorProps) {
  const locale = useLocale();
  const { unit } = shown.feature;
  const cutAs = (kind: CutKind): void => {
    if (kind === 'median') onChange({ median: true }, 'cut at the median');
    else if (kind === 'quantiles') onChange(evenCut(bandsOf(cut)), 'cut in equal shares');
    // Where it is cut now, as figures that can be moved.
    else onChange({ fixed: [...shown.cuts] }, 'cut at fixed figures');
  };
  const figures = 'fixed' in cut ? cut.fixed : 'quantiles' in cut ? cut.quantiles.map(String) : [];
  const cutAt = (next: readonly string[], label: string): void =>
    onChange('fixed' in cut ? { fixed: [...next] } : { quantiles: next.map(Number) }, label);
  return (
    <>
      <Segmented label={`${name}, cut`} value={cutKind(cut)} options={CUT_KINDS} onChange={cutAs} />
      {figures.length > 0 && (
        <p className={measures.sentence}>
          {'Into '}
          <Word
            name={`${name}, bands`}
            value={String(bandsOf(cut))}
            choices={BAND_CHOICES}
            onChoose={(bands) => onChange(withBands(cut, Number(bands)), `cut into ${bands} bands`)}
          />
          {'fixed' in cut ? ' bands at ' : ' bands at shares of the partners of '}
          {figures.map((figure, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cut is its place
            <span key={index}>
              {index > 0 && ', '}
              <FigureField
                label={`${name}, cut ${index + 1}`}
                unit={'fixed' in cut ? (unit === 'score' ? 'points' : unit) : 'ratio'}
                value={figure}
                onSet={(next) => cutAt(figures.with(index, next), `cut at ${next}`)}
              />
            </span>
          ))}
        </p>
      )}
      {!('fixed' in cut) && (
        <p className="small">
          now at {shown.cuts.map((value) => writeFigure(value, unit, locale)).join(' and ') || 'nothing to cut'}
        </p>
      )}
    </>
  );
}
