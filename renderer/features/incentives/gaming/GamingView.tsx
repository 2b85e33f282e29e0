/** How the plan is played: jumps and flat stretches of pay, who stands there, and what looks moved or split. */
import { Select } from '@mantine/core';
import type { GamingReport, GamingVerdict } from '../../../../analytics/api/incentiveSearch.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { PartnerPick } from '../../../parts/PartnerPick.tsx';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra, hrefOf, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import styles from './Gaming.module.css';
import { PayCurve } from './PayCurve.tsx';

export default function GamingView() {
  const { asked } = useIncentiveWork();
  const long = useLongQuery('incentive.gaming', asked);
  return (
    <Awaited
      long={long}
      what="The patterns could not be looked for"
      stage="Looking where payees and deals stand to the thresholds"
      rows={14}
    >
      {(report) => <Gaming report={report} />}
    </Awaited>
  );
}

const VERDICTS: Readonly<Record<GamingVerdict, { readonly mark: string; readonly tone: string }>> = {
  found: { mark: '▲', tone: 'warn' },
  'not found': { mark: '✓', tone: 'good' },
  'too little data': { mark: '○', tone: 'mut' },
};

function Gaming({ report }: { readonly report: GamingReport }) {
  const { open } = useIncentiveWork();
  const { extra } = useAddress();
  const locale = useLocale();
  const { compact, integer, percent, signed } = numbers(locale);
  const { basis, cliffs, deadZones, levelZones, bunching, pullForward, reviewEnds, splitDeals } = report;
  useScreenStatus({
    basis: `Patterns around ${basis.plans.map(({ name }) => name).join(', ') || 'what was paid'}`,
    window: formatRange(basis.period.from, basis.period.to, locale),
    population: countWords(basis.partners, 'partner', locale),
  });
  const lines = open?.draft.present.plan.lines ?? [];
  const line = lines.find(({ id }) => id === extra.line) ?? lines[0];
  const told = bunching.filter(({ verdict }) => verdict !== 'too little data');
  const untold = bunching.filter((one) => !told.includes(one));
  return (
    <div className={styles.gaming}>
      <div>
        <Section title="What the plan invites" basis="jumps and flat stretches of pay">
          {cliffs.length + deadZones.length === 0 && (
            <p className={styles.say}>Pay neither jumps nor stands still anywhere.</p>
          )}
          <ul className={styles.patterns}>
            {cliffs.map(({ line: of, at, sentence }) => (
              <li key={`${of} ${at}`}>
                <span>{sentence}</span>
              </li>
            ))}
            {deadZones.map(({ line: of, from, sentence }) => (
              <li key={`${of} ${from} flat`}>
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </Section>
        {levelZones.length > 0 && (
          <Section
            title="Where more sales move nobody to another level"
            basis="of what counts for the next review so far"
          >
            <ul className={styles.patterns}>
              {levelZones.map(({ count, partners, sentence }) => (
                <li key={sentence}>
                  <span>{sentence}</span>
                  <details>
                    <summary className="small">
                      {partners.length < count
                        ? `The ${integer(partners.length)} nearest of ${integer(count)}`
                        : `The ${integer(count)} by name`}
                    </summary>
                    <ul className={styles.names}>
                      {partners.map(({ partner, name, reached, most }) => (
                        <li key={partner} className="small">
                          <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                            {name}
                          </a>
                          : {compact(reached)}, at best {compact(most)} more
                        </li>
                      ))}
                    </ul>
                  </details>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {line && (
          <Section title="What one partner is paid for selling more" basis="on the base of a period">
            <div className={styles.choice}>
              <PartnerPick
                value={extra.partner ?? null}
                onChange={(id) => changeExtra({ partner: id ?? '' }, { replace: true })}
              />
              <Select
                label="Line"
                allowDeselect={false}
                data={lines.map(({ id, label }) => ({ value: id, label: label ?? id }))}
                value={line.id}
                onChange={(id) => id !== null && changeExtra({ line: id }, { replace: true })}
              />
            </div>
            {extra.partner === undefined ? (
              <p className={styles.say}>Choose a partner to see its curve.</p>
            ) : (
              <PayCurve partner={extra.partner} line={line.id} />
            )}
          </Section>
        )}
      </div>
      <div>
        <Section title="What looks played" basis="a pattern is a question to ask, never a proof of intent">
          <ul className={styles.patterns}>
            {told.map((one) => (
              <li key={`${one.line} ${one.threshold}`}>
                <span>
                  <Verdict verdict={one.verdict} /> {one.sentence}
                </span>
                {one.verdict === 'found' && (
                  <details>
                    <summary className="small">The {integer(one.partners.length)} just above</summary>
                    <ul className={styles.names}>
                      {one.partners.map(({ partner, name, period, reached }) => (
                        <li key={`${partner} ${period}`} className="small">
                          <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                            {name}
                          </a>{' '}
                          {period}: {one.unit === 'ratio' ? percent(reached) : compact(reached)}
                        </li>
                      ))}
                    </ul>
                  </details>
                )}
              </li>
            ))}
            {[{ program: '', ...pullForward }, ...reviewEnds].map(({ program, verdict, sentence }) => (
              <li key={program}>
                <span>
                  <Verdict verdict={verdict} /> {sentence}
                </span>
              </li>
            ))}
          </ul>
          {untold.length > 0 && (
            <details>
              <summary className="small">{countWords(untold.length, 'threshold', locale)} with too little data</summary>
              <ul className={styles.patterns}>
                {untold.map(({ line: of, threshold, sentence }) => (
                  <li key={`${of} ${threshold}`}>
                    <span>{sentence}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Section>
        <Section
          title={
            splitDeals.length === 0
              ? 'No deals that look split'
              : `${countWords(splitDeals.length, 'deal', locale)} may have been split`
          }
          basis="same partner, same customer, within days"
        >
          <ul className={styles.patterns}>
            {splitDeals.map(({ partner, name, deals, together, gain, sentence }) => (
              <li key={deals.join(' ')}>
                <span>
                  <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                    {name}
                  </a>{' '}
                  {sentence}
                </span>
                <span className="small">
                  {compact(together)} together{gain !== null && `, ${signed.compact(gain)} for the partner`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
      {basis.notes.length > 0 && (
        <div className={styles.notes}>
          {basis.notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

function Verdict({ verdict }: { readonly verdict: GamingVerdict }) {
  const { mark, tone } = VERDICTS[verdict];
  return (
    <b className={tone}>
      <span aria-hidden="true">{mark}</span> {verdict}
    </b>
  );
}
