/** Words as they begin a sentence: their first letter is a capital, the others stay as they are. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
