/** For each kind of node, the loop that computes it and the scales it is computed at. */
import type { Condition, Expression, NumberExpression } from './expression.ts';
import { isCondition } from './expression.ts';
import {
  banded,
  chosen,
  compared,
  counted,
  divided,
  fixed,
  folded,
  known,
  marginal,
  multiplied,
  negated,
  type Part,
  rounded,
  type Slot,
  type Step,
} from './kernelLoops.ts';
import { ownUnits, scaleOf } from './scale.ts';
import { shiftBy } from './wholeNumbers.ts';

/** The slot of a part, which was computed before. */
export type SlotOf = (part: Expression) => Slot;

export function buildStep(node: Expression, out: Slot, slotOf: SlotOf): Step {
  return isCondition(node) ? conditionStep(node, out, slotOf) : numberStep(node, out, slotOf);
}

function numberStep(node: NumberExpression, out: Slot, slotOf: SlotOf): Step {
  const at = (scale: number, part: NumberExpression): Part => ({
    slot: slotOf(part),
    grow: shiftBy(scale - scaleOf(part)).grow,
  });
  const scale = scaleOf(node);

  switch (node.kind) {
    case 'constant':
    case 'input':
      return fixed(out, (inputs) => Number(ownUnits(node, inputs)));
    case 'column':
      return ({ data }) => {
        out.numbers = data.number(node.name);
      };
    case 'add':
    case 'subtract':
    case 'min':
    case 'max':
      return folded(
        out,
        node.kind,
        node.of.map((part) => at(scale, part)),
      );
    case 'orElse':
      return folded(out, 'orElse', [at(scale, node.of), at(scale, node.otherwise)]);
    case 'multiply': {
      const { left, right, rounding = 'half-up' } = node;
      return multiplied(out, slotOf(left), slotOf(right), shiftBy(scale - scaleOf(left) - scaleOf(right)), rounding);
    }
    case 'divide': {
      const { left, right, rounding = 'half-up' } = node;
      return divided(out, slotOf(left), slotOf(right), shiftBy(scale - scaleOf(left) + scaleOf(right)), rounding);
    }
    case 'round':
      return rounded(out, slotOf(node.of), shiftBy(scale - scaleOf(node.of)), node.rounding ?? 'half-up');
    case 'band': {
      const bands = node.bands.map(({ from, value }) => ({
        from: slotOf(from),
        value: at(scale, value),
        shift: shiftBy(scaleOf(from) - scaleOf(node.of)),
      }));
      return banded(out, slotOf(node.of), bands, at(scale, node.below));
    }
    case 'marginal': {
      const { of, rounding = 'half-up' } = node;
      const edge = Math.max(scaleOf(of), ...node.bands.map(({ from }) => scaleOf(from)));
      const share = Math.max(...node.bands.map(({ rate }) => scaleOf(rate)));
      const bands = node.bands.map(({ from, rate }) => ({ from: at(edge, from), rate: at(share, rate) }));
      return marginal(out, at(edge, of), bands, shiftBy(scale - edge - share), rounding);
    }
    case 'choose':
      return chosen(out, slotOf(node.when), at(scale, node.value), at(scale, node.otherwise));
  }
}

function conditionStep(node: Condition, out: Slot, slotOf: SlotOf): Step {
  switch (node.kind) {
    case 'always':
      return () => {
        out.flags = Uint8Array.of(node.holds ? 1 : 0);
      };
    case 'flag':
      return ({ data }) => {
        out.flags = data.flag(node.name);
      };
    case 'compare': {
      const { sign, left, right } = node;
      return compared(out, sign, slotOf(left), slotOf(right), shiftBy(scaleOf(right) - scaleOf(left)));
    }
    case 'all':
      return counted(out, node.of.map(slotOf), node.of.length);
    case 'any':
      return counted(out, node.of.map(slotOf), 1);
    case 'atLeast':
      return counted(out, node.of.map(slotOf), node.count);
    case 'not':
      return negated(out, slotOf(node.of));
    case 'known':
      return known(out, slotOf(node.of));
  }
}
