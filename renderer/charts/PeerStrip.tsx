/** One among peers: `<PeerStrip values={ofAll} own={12} label="Deals won: percentile 80 of 42" />` */
import { useCallback } from 'react';
import type { ChartFrame } from '../../analytics/present/charts/frame.ts';
import { type PeerStrip as Peers, peerStrip } from '../../analytics/present/charts/peerStrip.ts';
import { PlotFigure } from './PlotFigure.tsx';

interface PeerStripProps extends Peers {
  readonly label: string;
}

export function PeerStrip({ values, own, label }: PeerStripProps) {
  const draw = useCallback((frame: ChartFrame) => peerStrip({ values, own }, frame), [values, own]);
  return <PlotFigure draw={draw} height={HEIGHT} label={label} />;
}

const HEIGHT = 16;
