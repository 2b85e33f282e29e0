/** The bands of a line as steps: edges are dragged sideways, rates up and down; each band says how many are in it. */
import { useMemo, useRef, useState } from 'react';
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { PlanUnit } from '../../../../analytics/api/incentivePlans.ts';
import { type BandStep, bandOutline, bandScales, placedBands } from '../../../../analytics/present/charts/bandSteps.ts';
import { textWidth } from '../../../../analytics/present/charts/labels.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { useWidth } from '../../../charts/useWidth.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { BandHandle } from './BandHandle.tsx';
import { type Bands, bandPlaces, bandsOf, lookedUp } from './bands.ts';
import { writeFigure } from './figures.ts';
import styles from './Plan.module.css';

interface BandPictureProps {
  readonly plan: IncentivePlan;
  readonly index: number;
  /** The bands that changes are counted from; null for a new line. */
  readonly former: Bands | null;
  /** Unit of a figure of the plan, by its place. */
  readonly unitAt: (place: string) => PlanUnit;
}

const PLOT = 104;
const ABOVE = 20;
const BELOW = 36;
const INSET = 12;

export function BandPicture({ plan, index, former, unitAt }: BandPictureProps) {
  const { simulation } = useIncentiveWork();
  const locale = useLocale();
  const { ref, width: given } = useWidth<HTMLDivElement>();
  const [inHand, setInHand] = useState<string | null>(null);
  const line = plan.lines[index]!;
  const bands = bandsOf(line);
  const steps = useMemo(() => stepsOf(bands ?? []), [bands]);
  const before = useMemo(() => stepsOf(former ?? []), [former]);
  const frame = { width: Math.max(0, given - 2 * INSET), height: PLOT };
  // The axes must not move under the hand: they hold the values at rest.
  const rest = useRef<readonly BandStep[]>(steps);
  if (inHand === null) rest.current = [...steps, ...before];
  const scales = bandScales(rest.current, frame);
  const placed = placedBands(steps, scales, frame);
  const places = bandPlaces(line, index);
  const uses = new Map(
    (simulation.data?.bands ?? []).flatMap((use) => (use.plan === plan.id ? [[use.place, use] as const] : [])),
  );
  const edgeUnit = unitAt(places[0]?.from ?? '');
  const rateUnit = unitAt(places[0]?.rate ?? '');
  const changed = former !== null && JSON.stringify(former) !== JSON.stringify(bands);
  const name = line.label ?? line.id;
  const range = (at: number): string => {
    const from = writeFigure(bands?.[at]?.from ?? '0', edgeUnit, locale);
    const next = bands?.[at + 1];
    return next ? `${from} to ${writeFigure(next.from, edgeUnit, locale)}` : `from ${from}`;
  };
  const payees = places.map(({ band }) => uses.get(band)?.payees ?? null);
  return (
    <div ref={ref} className={styles.bands} style={{ height: ABOVE + PLOT + BELOW }}>
      {frame.width > 0 && bands && (
        <>
          <svg
            width={given}
            height={ABOVE + PLOT + BELOW}
            role="img"
            aria-label={`Bands of ${name}: ${bands
              .map(({ rate }, at) => `${range(at)} ${writeFigure(rate, rateUnit, locale)}`)
              .join('; ')}`}
          >
            <g transform={`translate(${INSET} ${ABOVE})`}>
              <path className={styles.bandArea} d={`${bandOutline(placed, PLOT)}V${PLOT}Z`} />
              <path className={styles.bandAxis} d={`M0 ${PLOT + 0.5}H${frame.width}`} />
              {changed && (
                <path className={styles.bandFormer} d={bandOutline(placedBands(before, scales, frame), PLOT)} />
              )}
              <path className={styles.bandLine} d={bandOutline(placed, PLOT)} />
              {placed.map(({ left, right, top }, at) => {
                const count = payees[at];
                const words = count === null || count === undefined ? '' : countWords(count, 'partner', locale);
                const short = count === null || count === undefined ? '' : count.toLocaleString(locale);
                const room = right - left - 8;
                const text = textWidth(words) <= room ? words : textWidth(short) <= room ? short : '';
                // A band of next to no height has no room inside; its rate stands on it.
                return PLOT - top < 20 ? null : (
                  <text key={places[at]?.band} x={(left + right) / 2} y={PLOT - 7} className={styles.bandCount}>
                    {text}
                  </text>
                );
              })}
              <text x={0} y={PLOT + 29} className={styles.bandCaption}>
                {[lookedUp(line), scales.type === 'log' && 'log'].filter(Boolean).join(', ')}
              </text>
              <EdgeLabels edges={placed.map(({ left }, at) => ({ x: left, text: edgeText(at) }))} width={frame.width} />
            </g>
          </svg>
          {places.map((place, at) => {
            const { left, right, top, below } = placed[at]!;
            const band = bands[at]!;
            const held = (part: 'from' | 'rate') => inHand === place[part];
            const words = payees[at] === null ? '' : countWords(payees[at] ?? 0, 'partner', locale);
            return (
              <div key={place.band}>
                {(at > 0 || Number(band.from) !== 0) && (
                  <BandHandle
                    name={`${name}, band ${at + 1}, from`}
                    detail={words}
                    place={place.from}
                    value={band.from}
                    unit={edgeUnit}
                    figure="edge"
                    axis={scales.x}
                    at={{ x: INSET + left, y: ABOVE + (top + below) / 2 }}
                    limits={[
                      at > 0 ? Number(bands[at - 1]?.from) : scales.x.from,
                      at + 1 < bands.length ? Number(bands[at + 1]?.from) : scales.x.to,
                    ]}
                    room={right - left}
                    inHand={held('from')}
                    onHold={(on) => setInHand(on ? place.from : null)}
                  />
                )}
                <BandHandle
                  name={`${name}, band ${at + 1}, ${range(at)}, rate`}
                  detail={words}
                  place={place.rate}
                  value={band.rate}
                  unit={rateUnit}
                  figure="rate"
                  axis={scales.y}
                  at={{ x: INSET + (left + right) / 2, y: ABOVE + top }}
                  limits={[0, scales.y.to]}
                  room={right - left}
                  inHand={held('rate')}
                  onHold={(on) => setInHand(on ? place.rate : null)}
                />
              </div>
            );
          })}
        </>
      )}
    </div>
  );

  function edgeText(at: number): string {
    return writeFigure(bands?.[at]?.from ?? '0', edgeUnit, locale);
  }
}

/** Edges under the axis, those that would touch another one left out: the sentence has them all. */
function EdgeLabels({
  edges,
  width,
}: {
  readonly edges: readonly { readonly x: number; readonly text: string }[];
  readonly width: number;
}) {
  let taken = Number.NEGATIVE_INFINITY;
  return edges.map(({ x, text }) => {
    const wide = textWidth(text);
    const left = Math.min(Math.max(0, x - wide / 2), width - wide);
    if (left < taken + 6) return null;
    taken = left + wide;
    return (
      <text key={`${x} ${text}`} x={left} y={PLOT + 15} className={styles.bandEdge}>
        {text}
      </text>
    );
  });
}

const stepsOf = (bands: Bands): BandStep[] =>
  bands.map(({ from, rate }) => ({ from: Number(from), rate: Number(rate) }));
