/** Levels that partners held, and exceptions that were approved for them. */
import type { TierException } from '../../api/documents/tierProgram.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { quoteText } from '../../engine/sql.ts';
import { levelSpans, partnerAttributes } from '../../network/roster.ts';
import type { Source } from './ledger.ts';

interface Span {
  readonly level: string;
  readonly from: string;
  /** Null while it is in force. */
  readonly to: string | null;
}

export interface Standing {
  readonly name: string;
  /** Oldest first. */
  readonly spans: readonly Span[];
  /** Of a partner without history: on every day. */
  readonly loaded: string | null;
  readonly exceptions: readonly TierException[];
}

const NOBODY: Standing = { name: '', spans: [], loaded: null, exceptions: [] };

/** What is known of some partners, by id. */
export class Standings {
  private readonly known: ReadonlyMap<string, Standing>;

  constructor(known: ReadonlyMap<string, Standing>) {
    this.known = known;
  }

  of(partner: string): Standing {
    return this.known.get(partner) ?? { ...NOBODY, name: partner };
  }
}

export async function readStandings(
  { reader, network }: Source,
  partners: readonly string[],
  exceptions: readonly TierException[],
  options: RunOptions,
): Promise<Standings> {
  if (partners.length === 0) return new Standings(new Map());
  const listed = [...new Set(partners)].map(quoteText).join(', ');
  const [people, spans] = await Promise.all([
    reader.rows<{ id: string; name: string; loaded: string | null }>(
      `SELECT partner_id AS id, partner_name AS name, loaded_level AS loaded
       FROM ${partnerAttributes(network, network.horizon.to)} AS p WHERE partner_id IN (${listed})`,
      {},
      options,
    ),
    network.profile.mainProgram === null
      ? []
      : reader.rows<Span & { id: string }>(
          `SELECT partner_id AS id, level, CAST(from_on AS VARCHAR) AS "from",
             CASE WHEN to_on < DATE '9999-12-31' THEN CAST(to_on AS VARCHAR) END AS "to"
           FROM ${levelSpans(network)} AS spans WHERE partner_id IN (${listed}) ORDER BY partner_id, from_on`,
          {},
          options,
        ),
  ]);
  return new Standings(
    new Map(
      people.map(({ id, name, loaded }) => [
        id,
        {
          name,
          loaded,
          spans: spans.filter((span) => span.id === id),
          exceptions: exceptions.filter(({ partner, enabled }) => enabled && partner === id),
        },
      ]),
    ),
  );
}

/** The level in force on a day; null for none. */
export function levelOn({ spans, loaded }: Standing, day: string): string | null {
  const span = spans.find(({ from, to }) => from <= day && (to === null || day <= to));
  return span?.level ?? loaded;
}

/** When a partner held a level, the time nearest to the day; undefined when it never did. */
export function heldNear({ spans }: Standing, level: string, day: string): Span | undefined {
  const held = spans.filter((span) => span.level.toLowerCase() === level.toLowerCase());
  return held.findLast(({ to }) => to !== null && to < day) ?? held[0];
}

/** The exception that covers a day and gives, holds or may give a level. */
export function exceptionOn({ exceptions }: Standing, level: string, day: string): TierException | undefined {
  return exceptions.find(
    ({ effect, level: given, from, to }) =>
      from <= day && day <= to && (effect === 'waive' || given?.toLowerCase() === level.toLowerCase()),
  );
}
