/** A mark of a chart that does something: with the pointer, and with Tab and Enter. */
import type { KeyboardEvent, SVGAttributes } from 'react';

export function markProps(label: string, act: () => void): SVGAttributes<SVGGElement> & { 'data-mark': '' } {
  return {
    'data-mark': '',
    role: 'button',
    tabIndex: 0,
    'aria-label': label,
    onClick: act,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      act();
    },
  };
}
