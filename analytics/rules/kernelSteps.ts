/** For each kind of node, the loop that computes it and the scales it is computed at. */
import type { Condition, Expression, NumberExpression } from './expression.ts';
import { isCondition } from './expression.ts';
import {
  banded,
  chosen,
  compared,
  counted,
  fixed,
  folded,
  known,
  marginal,
  negated,
  type Part,
  paired,
  type Slot,
  type Step,
} from './kernelLoops.ts';
import { inputText, scaleOf, unitsOf } from './scale.ts';
import { difference, product, quotient, rescaled, shiftBy, sumOfProducts } from './wholeNumbers.ts';

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
      return fixed(out, () => Number(unitsOf(node.value, scale, 'A constant of the rule')));
    case 'input': {
      const { name, label } = node;
      return fixed(out, (inputs) => Number(unitsOf(inputText(inputs, name, label), scale, `“${label}”`)));
    }
    case 'column':
      return ({ data }) => {
        out.numbers = data.number(node.name);
      };
    case 'add':
      return folded(
        out,
        node.of.map((part) => at(scale, part)),
        (sum, value) => sum + value,
      );
    case 'subtract':
      return folded(
        out,
        node.of.map((part) => at(scale, part)),
        (left, value) => left - value,
      );
    case 'min':
      return folded(
        out,
        node.of.map((part) => at(scale, part)),
        Math.min,
      );
    case 'max':
      return folded(
        out,
        node.of.map((part) => at(scale, part)),
        Math.max,
      );
    case 'orElse':
      return folded(out, [at(scale, node.of), at(scale, node.otherwise)], (value, otherwise) =>
        Number.isNaN(value) ? otherwise : value,
      );
    case 'multiply': {
      const shift = shiftBy(scale - scaleOf(node.left) - scaleOf(node.right));
      return paired(out, slotOf(node.left), slotOf(node.right), product(shift, node.rounding));
    }
    case 'divide': {
      const shift = shiftBy(scale - scaleOf(node.left) + scaleOf(node.right));
      return paired(out, slotOf(node.left), slotOf(node.right), quotient(shift, node.rounding));
    }
    case 'round': {
      const of = slotOf(node.of);
      return paired(out, of, of, rescaled(shiftBy(scale - scaleOf(node.of)), node.rounding));
    }
    case 'band': {
      const bands = node.bands.map(({ from, value }) => ({
        from: slotOf(from),
        value: at(scale, value),
        above: difference(shiftBy(scaleOf(from) - scaleOf(node.of))),
      }));
      return banded(out, slotOf(node.of), bands, at(scale, node.below));
    }
    case 'marginal': {
      const edge = Math.max(scaleOf(node.of), ...node.bands.map(({ from }) => scaleOf(from)));
      const share = Math.max(...node.bands.map(({ rate }) => scaleOf(rate)));
      const bands = node.bands.map(({ from, rate }) => ({ from: at(edge, from), rate: at(share, rate) }));
      return marginal(out, at(edge, node.of), bands, sumOfProducts(shiftBy(scale - edge - share), node.rounding));
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
      const shift = shiftBy(scaleOf(node.right) - scaleOf(node.left));
      return compared(out, slotOf(node.left), slotOf(node.right), node.sign, difference(shift));
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
