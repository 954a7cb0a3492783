/** Texts that count as the same. */

/** For identity: without case, and in one Unicode form. Accents stay, because `josé` and `jose` are two people. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** For search: without case, accents, strokes and surrounding blanks, and with the quotes and dashes of a keyboard; `ß` is `ss`. */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase()
  // To upper case last: it has one form for the two of the Greek sigma, and SS for ß.
  return plain
    .replace(TYPED, character => typed[character] ?? character)
    .toUpperCase()
    .trim()
}

const ACCENTS = /[\u0300-\u036F]/g

/** What people type for characters that Unicode does not decompose. */
const typed: Readonly<Record<string, string>> = {
  đ: 'd',
  ħ: 'h',
  ł: 'l',
  ø: 'o',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '–': '-',
  '—': '-',
}
const TYPED = new RegExp(`[${Object.keys(typed).join('')}]`, 'g')
