import { counted } from '../../../../openapi/contract/prose.ts'
import { describePlace } from '../../../../openapi/read/describe-place.ts'
import type { Place } from '../../../../openapi/read/document/types.ts'
import type { LintFinding } from '../../../../openapi/read/lint-finding.ts'
import type { Report } from '../report.ts'

/** Of the same mistake, more places than this are only counted. The other formats have them all. */
const MOST_PLACES = 10

/** For people: one paragraph for each rule, and one line for each kind of mistake, or one for each of its places. */
export function text({ subject, findings, errors, warnings, isComplete }: Report): string {
  if (findings.length === 0) return `Nothing is wrong in ${subject}.`
  const groups = Map.groupBy(findings, ({ severity, rule }) => `${severity}: ${rule}`)
  const paragraphs = [...groups].map(([title, group]) => [title, ...linesOf(group)].join('\n'))
  const sum = `${counted(errors, 'error')} and ${counted(warnings, 'warning')}.`
  return [...paragraphs, isComplete ? sum : `${sum} The rest was not checked.`].join('\n\n')
}

function linesOf(group: readonly LintFinding[]): string[] {
  const kinds = Map.groupBy(group, ({ message, inResult }) => `${message}${inResult ? resultLine(inResult) : ''}`)
  return [...kinds].flatMap(([message, same]) => {
    const places = same.flatMap(({ place }) => place ?? [])
    const [first, ...others] = places
    if (!first) return [`  ${message}`]
    if (others.length === 0) return [`  ${describePlace(first)} ${message}`]
    return [`  ${message}`, ...placeLines(places)]
  })
}

function resultLine(pointer: string): string {
  return `\n    In the resulting document: ${pointer}`
}

function placeLines(places: readonly Place[]): string[] {
  const shown = places.slice(0, MOST_PLACES).map(place => `    ${describePlace(place)}`)
  const more = places.length - shown.length
  return more === 0 ? shown : [...shown, `    and ${counted(more, 'other place')}`]
}
