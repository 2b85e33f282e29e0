/** A name as every file system takes it: letters without marks, digits and hyphens, in small letters. */
export function fileWord(name: string, otherwise: string): string {
  return (
    name
      .normalize('NFKD')
      .replaceAll(/\p{M}+/gu, '')
      .replaceAll(/[^\w]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .toLowerCase() || otherwise
  );
}
