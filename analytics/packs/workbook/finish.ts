/** Touches on the file itself, where the libraries that write it leave something to wish for. */
import JSZip from 'jszip';
import type { ChartPlan, ChartRange } from './book.ts';
import { SHEETS } from './book.ts';
import { on } from './cells.ts';

const RULE_ID = /(<x14:id>|<x14:cfRule type="dataBar" id=")(\{[0-9A-F-]{36}\})/g;
/** exceljs writes a link within the workbook twice: as a place, with a # too many, and as an address outside it. */
const INNER_LINK = /<hyperlink [^>]*location="#[^>]*>/g;
const INNER_TARGET = /<Relationship [^>]*Target="#[^>]*?(\/>|><\/Relationship>)/g;

/** What exceljs writes, put right. Not compressed, because another step follows. */
export async function tidy(bytes: Uint8Array): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  for (const [path, file] of Object.entries(zip.files)) {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(path)) zip.file(path, tidySheet(await file.async('string')));
    else if (/^xl\/worksheets\/_rels\/[^/]+$/.test(path)) {
      const left = (await file.async('string')).replaceAll(INNER_TARGET, '');
      if (left.includes('<Relationship ')) zip.file(path, left);
      else zip.remove(path);
    }
  }
  return zip.generateAsync({ type: 'uint8array', compression: 'STORE' });
}

/** The last touch: charts carry their figures, and the same inputs give the same bytes. Parts that stay are not repacked. */
export async function finish(bytes: Uint8Array, charts: readonly ChartPlan[], cut: Date): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  for (const [path, file] of Object.entries(zip.files)) {
    if (path === '[Content_Types].xml') zip.file(path, inOrder(await file.async('string')));
    else if (/^xl\/charts\/[^/]+\.xml$/.test(path)) zip.file(path, withFigures(await file.async('string'), charts));
  }
  for (const file of Object.values(zip.files)) file.date = cut;
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

/** excelize writes the parts of the file in the order of a hash map. */
function inOrder(xml: string): string {
  const parts = xml.match(/<(Default|Override)\b[^>]*?(\/>|>\s*<\/\1>)/g);
  if (!parts) return xml;
  const start = xml.indexOf(parts[0] ?? '');
  return `${xml.slice(0, start)}${[...parts].sort().join('')}</Types>`;
}

/** Links that stay inside; bars that begin at nothing for zero; rules numbered where exceljs gives random ids. */
function tidySheet(xml: string): string {
  const ids = new Map<string, string>();
  const linked = xml.replaceAll(INNER_LINK, (link) =>
    link.replace('location="#', 'location="').replace(/ r:id="\w+"/, ''),
  );
  return linked
    .replaceAll('<dataBar>', '<dataBar minLength="0" maxLength="100">')
    .replaceAll(RULE_ID, (_whole, before: string, id: string) => {
      const known = ids.get(id) ?? `{00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}}`;
      ids.set(id, known);
      return before + known;
    });
}

/**
 * excelize binds a chart to cells and leaves the copy of their contents out, without which previews that do not
 * calculate show an empty frame.
 */
function withFigures(xml: string, charts: readonly ChartPlan[]): string {
  const cached = new Map<string, ChartRange['cached']>();
  for (const chart of charts) {
    for (const range of [chart.categories, ...chart.series, ...chart.series.map(({ name }) => name)]) {
      cached.set(on(SHEETS[range.sheet], range.range), range.cached);
    }
  }
  const points = (values: ChartRange['cached']): string =>
    `<ptCount val="${values.length}"/>${values
      .map((value, index) => (value === null ? '' : `<pt idx="${index}"><v>${escapeXml(String(value))}</v></pt>`))
      .join('')}`;
  return bottomAxis(xml)
    .replaceAll(/<strRef><f>([^<]*)<\/f>(?:<strCache>.*?<\/strCache>)?<\/strRef>/g, (whole, f: string) => {
      const values = cached.get(unescapeXml(f));
      return values ? `<strRef><f>${f}</f><strCache>${points(values)}</strCache></strRef>` : whole;
    })
    .replaceAll(/<numRef><f>([^<]*)<\/f>(?:<numCache>.*?<\/numCache>)?<\/numRef>/g, (whole, f: string) => {
      const values = cached.get(unescapeXml(f));
      return values
        ? `<numRef><f>${f}</f><numCache><formatCode>General</formatCode>${points(values)}</numCache></numRef>`
        : whole;
    });
}

/** The first category is on top; the axis of values crosses at the last one, under the bars. */
function bottomAxis(xml: string): string {
  return xml.replace(/(<valAx>.*?<crosses val=")autoZero(")/, '$1max$2');
}

function escapeXml(words: string): string {
  return (
    words
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters cannot stand in XML at all.
      .replaceAll(/[\x00-\x08\x0B\x0C\x0E-\x1F]/g, '')
  );
}

function unescapeXml(words: string): string {
  return words.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
