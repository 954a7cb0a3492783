/** `label`: a name that people read, or a list of names. It shows everything that it holds. */
import type { WrittenValue } from '../engine/written-value.ts'
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { typesOf } from '../model/schema.ts'
import { annotatedUses } from '../model/uses.ts'

export function check(model: Model): Finding[] {
  return annotatedUses(model).flatMap(({ use, words, node }) => {
    const types = typesOf(use.node)
    if (!words.label || types.includes('string') || types.includes('array')) return []
    const message = `\`label\` is for texts and lists of them, and \`${use.name}\` is neither. Remove it.`
    return [{ message, at: node.placeOf('label') }]
  })
}

export function validate({ value }: WrittenValue): string | undefined {
  const text = String(value)
  const [hidden] = HIDDEN.exec(text.replace(BELONGING, '')) ?? []
  if (hidden !== undefined) return `must not contain the invisible character ${codePointOf(hidden)}`
  // JSON Schema reports an empty text.
  return text === '' || VISIBLE.test(text) ? undefined : 'must contain a visible character'
}

/** Controls, lone surrogates, line separators, and what Unicode defines as invisible: zero widths, bidi controls, fillers. */
const HIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\uFFF9-\uFFFB]/u

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

const EMOJI = String.raw`\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?`
/** The scripts that write letters differently at a joiner, such as Arabic for Persian. */
const SCRIPTS =
  'Arabic Syriac Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar'
const JOINING = `[${SCRIPTS.replace(/(\w+) ?/g, String.raw`\p{Script=$1}`)}]`

/** The regions whose flags are written with invisible letters: England, Scotland, Wales. Other letters would hide a text. */
const FLAGS = ['gbeng', 'gbsct', 'gbwls']
  .map(region => [...region].map(letter => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join(''))
  .join('|')

/** Invisible characters that change what is visible: in emoji, variants of ideographs, and joined letters. */
const BELONGING = new RegExp(
  [
    String.raw`\u{1F3F4}(?:${FLAGS})\u{E007F}`,
    String.raw`${EMOJI}(?:\u200D${EMOJI})*`,
    String.raw`[0-9#*]\uFE0F\u20E3`,
    String.raw`\p{Script=Han}[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`,
    String.raw`(?<=${JOINING})[\u200C\u200D](?=${JOINING})`,
    String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180F]`,
  ].join('|'),
  'gu',
)

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
