import type { Events } from '../../analytics/api/methods.ts';

/** One line on stderr that is written over, and only when somebody watches. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): {
  show(progress: Events['progress']): void;
  end(): void;
} {
  let shown = false;
  return {
    show({ stage, done, total, unit }) {
      if (!stream.isTTY) return;
      const share = total > 0 ? ` ${Math.floor((100 * done) / total)} %` : '';
      stream.write(`\r\u001b[K${stage}: ${done.toLocaleString('en-GB')} ${unit}${share}`);
      shown = true;
    },
    end() {
      if (shown) stream.write('\r\u001b[K');
    },
  };
}
