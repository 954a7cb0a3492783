/** Texts that count as the same. */

/** For identity: without case, and in one Unicode form. Accents stay, because `josé` and `jose` are two people. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** For search: without case, accents and surrounding blanks; `ß` is `ss`. */
export function foldText(text: string): string {
  // To upper case last: it has one form for the two of the Greek sigma, and SS for ß.
  return text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase().toUpperCase().trim()
}

const ACCENTS = /[\u0300-\u036F]/g
