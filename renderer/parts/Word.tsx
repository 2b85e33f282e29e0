/** A word of a sentence that is chosen from a list. `<Word name="Comparison" value=">=" choices={…} onChoose={…} />` */
import { Choose, type ChooseProps } from './Choose.tsx';
import styles from './Word.module.css';

interface WordProps<T extends string> extends ChooseProps<T> {
  readonly value: T | null;
  /** What stands in the sentence, where that is not the label of the choice. */
  readonly text?: string;
}

export function Word<T extends string>({ text, ...choose }: WordProps<T>) {
  const { name, value, choices } = choose;
  const listed = choices.flatMap((choice) => ('group' in choice ? choice.items : [choice]));
  return (
    <Choose {...choose}>
      <button type="button" className={styles.word} aria-label={name}>
        {text ?? listed.find((choice) => choice.value === value)?.label ?? value}
      </button>
    </Choose>
  );
}
