import { z } from 'zod';

/** Digits after the point that a rule's figures may have: a ten-thousandth of a currency unit, or of a percent point of a rate. */
export const RULE_SCALE = 6;

const PLAIN = new RegExp(`^-?\\d{1,15}(\\.\\d{1,${RULE_SCALE}})?$`);

/**
 * An exact figure of a rule, kept as decimal text. A JSON number is taken by its shortest text (0.1 is “0.1”), so a
 * document that people write by hand stays readable.
 */
export const decimal = z
  .union([z.number(), z.string()], { error: 'Write a number, for instance 250000 or "0.035".' })
  .transform((value) => String(value).trim())
  .refine((text) => PLAIN.test(text), {
    error: `Write a plain number with at most 15 digits before and ${RULE_SCALE} after the point, for instance 250000 or 0.035.`,
  })
  .transform((text) =>
    text
      .replace(/^(-?)0+(?=\d)/, '$1')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, ''),
  );

export const positive = decimal.refine((text) => !text.startsWith('-') && Number(text) !== 0, {
  error: 'This must be more than 0.',
});
export const notNegative = decimal.refine((text) => !text.startsWith('-') || Number(text) === 0, {
  error: 'This must not be negative: write 0 or more.',
});
