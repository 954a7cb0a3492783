/** Filters whose operators are in the names of parameters: `created_at[gte]=2026-01-01`, `id[]=a`, `id[0]=a`. */

import type { Brackets, Operator } from '../../../openapi/contract/shape.ts'
import { parseTime } from '../../../openapi/contract/time.ts'
import { foldText } from '../../../openapi/vocabulary/engine/fold.ts'
import { requestTargetOf } from '../request-target.ts'
import { compare } from './compare.ts'

export interface BracketTest {
  readonly property: string
  readonly test: (value: unknown) => boolean
}

const NAME = /^([^[\]]+)((?:\[[^[\]]*\])+)$/

/** The tests of a query. Parameters of other properties, and unknown operators, are no filters. */
export function bracketTests(url: string, { properties, operators }: Brackets): BracketTest[] {
  const wanted = new Map<string, string[]>()
  for (const [name, value] of requestTargetOf(url).searchParams) {
    const [, property = '', brackets = ''] = NAME.exec(name) ?? []
    const operator = operatorIn(brackets)
    if (!properties.includes(property) || operator === undefined || !operators.includes(operator)) continue
    const key = `${operator} ${property}`
    wanted.set(key, [...(wanted.get(key) ?? []), value])
  }
  return [...wanted].map(([key, values]) => {
    const at = key.indexOf(' ')
    return { property: key.slice(at + 1), test: TESTS[key.slice(0, at) as Operator](values) }
  })
}

/** `[gte]`, `[$gte]`; `[]`, `[0]`, `[in][]` and `[$in][1]` list values. */
function operatorIn(brackets: string): Operator | undefined {
  const names = [...brackets.matchAll(/\[\$?([^[\]]*)\]/g)].map(([, name = '']) => name)
  const [name] = names.filter(one => !/^\d*$/.test(one))
  if (name === undefined) return names.length > 0 ? 'in' : undefined
  return Object.hasOwn(TESTS, name) ? (name as Operator) : undefined
}

type Make = (wanted: readonly string[]) => (value: unknown) => boolean

const isIn: Make = wanted => {
  const accepted = new Set(wanted)
  return value => [value].flat().some(one => accepted.has(String(one)))
}

const not =
  (make: Make): Make =>
  wanted => {
    const test = make(wanted)
    return value => !test(value)
  }

/** A missing value is neither less nor greater. */
const ordered =
  (isWanted: (order: number) => boolean): Make =>
  ([wanted = '']) =>
  value =>
    value !== undefined && value !== null && isWanted(compareWith(value, wanted))

function compareWith(value: unknown, wanted: string): number {
  const number = Number(wanted)
  if (typeof value === 'number' && !Number.isNaN(number)) return compare(value, number)
  const [one, other] = [parseTime(String(value)), timeOf(wanted)]
  return Number.isNaN(one) || Number.isNaN(other) ? compare(String(value), wanted) : one - other
}

/** A time, or a day, which begins at midnight. */
function timeOf(text: string): number {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? parseTime(`${text}T00:00:00Z`) : parseTime(text)
}

/** A part of the text; `%` stands for any text. */
const like =
  (fold: (text: string) => string): Make =>
  ([wanted = '']) => {
    const parts = fold(wanted)
      .split('%')
      .filter(part => part !== '')
    return value => {
      const text = fold(String(value ?? ''))
      let from = 0
      return parts.every(part => {
        const at = text.indexOf(part, from)
        from = at + part.length
        return at >= 0
      })
    }
  }

const TESTS: Readonly<Record<Operator, Make>> = {
  eq: isIn,
  in: isIn,
  ne: not(isIn),
  nin: not(isIn),
  gt: ordered(order => order > 0),
  gte: ordered(order => order >= 0),
  lt: ordered(order => order < 0),
  lte: ordered(order => order <= 0),
  like: like(text => text),
  ilike: like(foldText),
}
