/** The program that the levels in force seem to follow, and those whom it does not explain. */
import { useState } from 'react';
import { Button } from '../../../parts/Button.tsx';
import { Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import type { BeginProps } from './begin.ts';
import styles from './Start.module.css';

/** Misfits shown before somebody asks for all. */
const FIRST = 8;

export function Infer({ onBegin }: BeginProps) {
  const [asked, ask] = useState(false);
  const [all, setAll] = useState(false);
  const query = useCall('tier.infer', {}, { enabled: asked });
  const locale = useLocale();
  if (!asked) {
    return (
      <>
        <p className={styles.text}>
          Looks for the thresholds of bookings, certified people and other measures that best tell the partners of one
          level from those of the next, and says whom they do not explain.
        </p>
        <Button kind="primary" onClick={() => ask(true)}>
          Find the thresholds
        </Button>
      </>
    );
  }
  return (
    <Settled query={query} what="No program could be inferred">
      {({ program, fits, explained, of, misfits, notes }) => (
        <div className={styles.result}>
          <p>
            <b>
              {explained.toLocaleString(locale)} of {of.toLocaleString(locale)}
            </b>{' '}
            partners have the level that these rules give.
          </p>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Level</th>
                <th scope="col">Asks for</th>
                <th scope="col" className="num">
                  Explained
                </th>
              </tr>
            </thead>
            <tbody>
              {[...fits].reverse().map(({ level, sentence, explained: hit, partners }) => (
                <tr key={level}>
                  <th scope="row">{level}</th>
                  <td>{sentence}</td>
                  <td className="num">
                    {hit.toLocaleString(locale)} of {partners.toLocaleString(locale)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
          <Button kind="primary" onClick={() => onBegin(program, program.name)}>
            Begin with these rules
          </Button>
          {misfits.length > 0 && (
            <>
              <h3 className={styles.sub}>{misfits.length.toLocaleString(locale)} whom the rules do not explain</h3>
              <ul className={styles.misfits}>
                {misfits.slice(0, all ? undefined : FIRST).map(({ partner, name, level, given, reason }) => (
                  <li key={partner}>
                    <a href={hrefOf({ screen: 'partners', item: partner })}>{name}</a>
                    <span>
                      has {level}, the rules give {given}
                    </span>
                    <span className="small">{reason}</span>
                  </li>
                ))}
              </ul>
              {misfits.length > FIRST && !all && (
                <button type="button" className="link" onClick={() => setAll(true)}>
                  Show all {misfits.length.toLocaleString(locale)}
                </button>
              )}
            </>
          )}
        </div>
      )}
    </Settled>
  );
}
