/** A draft as the text of an Overlay document. */
import { dump } from 'js-yaml'
import { isObject, isString } from '../../contract/json.ts'
import { WORDS } from '../../contract/words.ts'
import { NAMED } from './apply.ts'
import type { Action, Group, Hint, Suggestion } from './draft.ts'
import { targetOf } from './target.ts'

export interface Head {
  readonly title: string
  readonly version: string
  /** The document, as a path from the overlay or a URL. */
  readonly document: string
  /** The schema for editors, as a path from the overlay. */
  readonly schema: string
}

const INDENT = '  '

/** The document up to its actions. */
export function renderHead({ title, version, document, schema }: Head): string {
  return `# yaml-language-server: $schema=${schema}
#
# The rules of ${oneLine(title)}, as far as they can be inferred from ${oneLine(document)}. Written by \`latchkey init\`, yours to change: a
# second run adds what is new in the document, and changes no line of yours.
#
# What is written is what the mock does anyway. Where the API is different, correct it.
# guess: likely, for the reason given. To use it, remove the \`# \` before the lines below it.
# ask: what only you know. Correct the example in the line below it, and remove the \`# \`.
overlay: 1.1.0
info: ${flow({ title: `Rules of ${oneLine(title)}`, version })}
extends: ${flow(document)}
actions:
`
}

/** The actions of groups, each item of the list indented. */
export function renderGroups(groups: readonly Group[], indent = INDENT): string {
  return groups
    .map(({ heading, parts }) => {
      const lines = parts.flatMap(part => (part.kind === 'action' ? actionLines(part) : suggestionLines(part)))
      return [`# ${oneLine(heading)}`, ...lines].map(line => `${indent}${line}\n`).join('')
    })
    .join('\n')
}

function actionLines({ at, base, words, hints }: Action): string[] {
  const target = `- target: ${flow(targetOf(base ?? at))}`
  if (hints.length === 0 && !base) return [target, `${INDENT}update: ${flow({ [WORDS]: words })}`]
  const lines = [`${WORDS}:`, ...[...wordLines(words), ...hints.flatMap(hintLines)].map(line => INDENT + line)]
  const update = base ? nested(at.slice(base.length), [...wordLines(NAMED), ...lines]) : lines
  return [target, `${INDENT}update:`, ...update.map(line => INDENT.repeat(2) + line)]
}

/** Lines below keys, each indented more than the one before. */
function nested(keys: Action['at'], lines: readonly string[]): readonly string[] {
  return keys.reduceRight<readonly string[]>(
    (inner, key) => [`${flow(key)}:`, ...inner.map(line => INDENT + line)],
    lines,
  )
}

function wordLines(words: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(words).map(([word, value]) => `${flow(word)}: ${flow(value)}`)
}

function hintLines({ hint, text, words }: Hint): string[] {
  return [`# ${hint}: ${oneLine(text)}`, ...wordLines(words).map(line => `# ${line}`)]
}

function suggestionLines({ hint, text, updates }: Suggestion): string[] {
  return [
    `# ${hint}: ${oneLine(text)}`,
    ...updates.map(({ at, update }) => `# - ${flow({ target: targetOf(at), update })}`),
  ]
}

/** A value in one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (!isObject(value)) return scalar(value)
  const members = Object.entries(value).map(([key, member]) => `${scalar(key)}: ${flow(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** A text without quotes, if it can stand so between brackets too. */
function scalar(value: unknown): string {
  const written = dump([value], { flowLevel: 0, lineWidth: -1 }).trimEnd().slice(1, -1)
  return isString(value) && written.startsWith("'") ? JSON.stringify(value) : written
}

/** Texts of documents can have any character. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Whether a text that was rendered has an action for a place, commented or not. */
export function mentions(text: string, keys: readonly (string | number)[]): boolean {
  const target = `target: ${flow(targetOf(keys))}`
  return text.includes(`${target}\n`) || text.includes(`${target},`)
}
