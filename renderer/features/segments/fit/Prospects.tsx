/** Prospects scored before anybody is recruited: those of the network, or a list that is pasted. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { PartnerProfile } from '../../../../analytics/api/documents/segmentation.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed, Progress } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongCall } from '../../../transport/useLongCall.ts';
import { writePoints } from '../figure.ts';
import styles from '../Segments.module.css';

export function Prospects({ profile }: { readonly profile: PartnerProfile }) {
  const { state, start, stop } = useLongCall('segment.prospects');
  const [list, setList] = useState('');
  const locale = useLocale();
  const { percent } = numbers(locale);
  return (
    <Section title="Prospects" basis="score a list before anybody is recruited">
      <Textarea
        label="A list with a header row, as a spreadsheet puts it on the clipboard"
        placeholder={'Name\tcountry\ttype …'}
        autosize
        minRows={3}
        maxRows={10}
        value={list}
        onChange={(event) => setList(event.currentTarget.value)}
      />
      <div className={styles.form}>
        <Button
          disabled={state.phase === 'running'}
          onClick={() => start({ profile, ...(list.trim() === '' ? {} : { list }) })}
        >
          {list.trim() === '' ? 'Score the prospects of the network' : 'Score the list'}
        </Button>
      </div>
      {state.phase === 'running' && (
        <Progress {...(state.progress ?? { stage: 'Scoring prospects', done: 0, total: 0, unit: '' })} onStop={stop} />
      )}
      {state.phase === 'failed' && <Failed what="The prospects could not be scored" error={state.error} />}
      {state.phase === 'done' && (
        <>
          <p className={styles.say}>{state.result.verdict}</p>
          {state.result.faults.map(({ place, where, sentence }) => (
            <p key={place} className={styles.say}>
              <b>{where}</b> {sentence}
            </p>
          ))}
          <div className={styles.tall}>
            <table className={`compact ${styles.table}`}>
              <thead>
                <tr>
                  <th>Prospect, the highest score first</th>
                  <th className="num">score</th>
                  <th className="num">known</th>
                </tr>
              </thead>
              <tbody>
                {state.result.prospects.map(({ name, partner, score, coverage, why }) => (
                  <tr key={`${partner} ${name}`}>
                    <td>
                      {partner === null ? (
                        name
                      ) : (
                        <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                          {name}
                        </a>
                      )}
                      <div className="small">{why}</div>
                    </td>
                    <td className="num">{score === null ? NONE : writePoints(score, locale)}</td>
                    <td className="num mut">{percent(coverage, 0)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Section>
  );
}
