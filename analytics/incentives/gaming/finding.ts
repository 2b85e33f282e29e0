/**
 * What a test of behaviour can say. A pattern is a question to ask, never a proof of intent; where the data cannot tell it
 * from chance, no figure is given.
 */
export type Verdict = 'found' | 'not found' | 'too little data';

/** A finding by chance in this share of looks at honest data. */
export const SIGNIFICANCE = 0.01;
