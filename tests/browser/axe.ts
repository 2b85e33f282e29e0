import type { Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';
import { expect } from './product.ts';

/** The rules of WCAG 2.2 at levels A and AA, and the checks that axe-core calls best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Experimental in axe-core, and wrong where a button is a picture: a mark of a chart is named by what it stands for, and
 * a small page by its title, not by every figure drawn inside.
 */
const LEFT_OUT = { 'label-content-name-mismatch': { enabled: false } };

/**
 * Holds the page as it stands against axe-core. The script goes in through the debugging protocol, because the page's
 * content security policy rightly refuses it any other way.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    ({ runOnly, rules }) => (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly, rules }),
    { runOnly: TAGS, rules: LEFT_OUT },
  );
  expect(violations.flatMap(sentences)).toEqual([]);
}

/** One sentence per element, with what is wrong and where. */
function sentences({ id, help, nodes }: AxeResults['violations'][number]): string[] {
  return nodes.map(
    (node) => `${id}: ${help}. ${node.target.join(' ')} ${node.html.slice(0, 160)} ${node.failureSummary}`,
  );
}
