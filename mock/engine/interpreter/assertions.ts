/** The keywords that look at one value, with the messages of Ajv. */

import type { JsonObject } from '../../../openapi/contract/json.ts'
import { canonicalJson, repetitions } from '../values/canonical-json.ts'
import { hasMember, type Texts } from './checker.ts'

/** What a keyword finds wrong. */
export interface Finding {
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Finds everything that is wrong; empty if nothing is. `words` is the value of the keyword. */
export type Assertion = (words: never, value: never, texts: Texts) => readonly Finding[]

const failing = (isWrong: boolean, message: string, params: Finding['params']): readonly Finding[] =>
  isWrong ? [{ message, params }] : []

const compared =
  (comparison: string, isRight: (value: number, limit: number) => boolean): Assertion =>
  (limit: number, value: number) =>
    failing(!isRight(value, limit), `must be ${comparison} ${limit}`, { comparison, limit })

const counted =
  (most: boolean, what: string, count: (value: never) => number): Assertion =>
  (limit: number, value: never) =>
    failing(
      most ? count(value) > limit : count(value) < limit,
      `must NOT have ${most ? 'more' : 'fewer'} than ${limit} ${what}`,
      { limit },
    )

/** A character outside the basic plane counts once. */
function lengthOf(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length - 1; at++)
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) length--
  return length
}

const items = (value: readonly unknown[]) => value.length
const members = (value: object) => Object.keys(value).length

/** Ajv takes no quotient for whole that is written with an exponent. */
const isMultiple = (value: number, of: number) => value / of === Number.parseInt(String(value / of), 10)

export const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  const: (allowedValue: unknown, value: unknown) =>
    failing(!isSame(allowedValue, value), 'must be equal to constant', { allowedValue }),
  enum: (allowedValues: readonly unknown[], value: unknown) =>
    failing(!allowedValues.some(allowed => isSame(allowed, value)), 'must be equal to one of the allowed values', {
      allowedValues,
    }),
  maximum: compared('<=', (value, limit) => value <= limit),
  minimum: compared('>=', (value, limit) => value >= limit),
  exclusiveMaximum: compared('<', (value, limit) => value < limit),
  exclusiveMinimum: compared('>', (value, limit) => value > limit),
  multipleOf: (multipleOf: number, value: number) =>
    failing(!isMultiple(value, multipleOf), `must be multiple of ${multipleOf}`, { multipleOf }),
  format: (name: string, value: unknown, { format }) =>
    failing(format(name, typeof value)?.(value as never) === false, `must match format "${name}"`, { format: name }),
  maxLength: counted(true, 'characters', lengthOf),
  minLength: counted(false, 'characters', lengthOf),
  pattern: (pattern: string, value: string, texts) =>
    failing(!texts.pattern(pattern).test(value), `must match pattern "${pattern}"`, { pattern }),
  maxItems: counted(true, 'items', items),
  minItems: counted(false, 'items', items),
  uniqueItems: (isUnique: boolean, value: readonly unknown[]) =>
    isUnique ? repetitions(value).map(index => ({ params: { index } })) : [],
  maxProperties: counted(true, 'properties', members),
  minProperties: counted(false, 'properties', members),
  required: (names: readonly string[], value: JsonObject) =>
    names
      .filter(name => !hasMember(value, name))
      .map(name => ({ message: `must have required property '${name}'`, params: { missingProperty: name } })),
  dependentRequired: (dependencies: Readonly<Record<string, readonly string[]>>, value: JsonObject) =>
    Object.entries(dependencies).flatMap(([property, names]) =>
      hasMember(value, property) ? missingDependencies(property, names, value) : [],
    ),
}

function missingDependencies(property: string, names: readonly string[], value: JsonObject): readonly Finding[] {
  const deps = names.join(', ')
  return names
    .filter(name => !hasMember(value, name))
    .map(missingProperty => ({
      message: `must have ${names.length === 1 ? 'property' : 'properties'} ${deps} when property ${property} is present`,
      params: { property, missingProperty, depsCount: names.length, deps },
    }))
}

const isSame = (one: unknown, other: unknown) =>
  one === other || (typeof one === 'object' && typeof other === 'object' && canonicalJson(one) === canonicalJson(other))
