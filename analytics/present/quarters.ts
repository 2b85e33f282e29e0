/** Names of fiscal quarters (`FY26-Q3`, `2026-Q3`) and how they follow each other. */

const QUARTER = /^(FY)?(\d{2}|\d{4})-Q([1-4])$/;

/** The names of the `count` quarters that end with this one, oldest first. Empty when it is not a quarter's name. */
export function quartersUntil(last: string, count: number): string[] {
  const found = QUARTER.exec(last);
  if (!found) return [];
  const [, prefix = '', year = '', quarter = ''] = found;
  const ordinal = Number(year) * 4 + Number(quarter) - 1;
  const wrap = 10 ** year.length;
  return Array.from({ length: count }, (_, index) => {
    const at = ordinal - (count - 1 - index);
    const of = (Math.floor(at / 4) + wrap) % wrap;
    return `${prefix}${String(of).padStart(year.length, '0')}-Q${(((at % 4) + 4) % 4) + 1}`;
  });
}

/** `FY26-Q3` as the two lines under a column: the quarter, and the year where it is needed. */
export function quarterParts(name: string): { quarter: string; year: string } {
  const [year = name, quarter = ''] = name.split('-');
  return quarter ? { quarter, year } : { quarter: name, year: '' };
}

/** A window surely holding the `count` whole quarters that end on this day, whatever the calendar. */
export function windowOfQuarters(to: string, count: number): string {
  const [year = 0, month = 1] = to.split('-').map(Number);
  // One month more: quarters of weeks do not end with the month.
  const first = year * 12 + (month - 1) - count * 3;
  const from = `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}-01`;
  return `${from}..${to}`;
}
