import { isOfFormat } from '../validation/matches.ts'
import { chooserOf } from './chooser.ts'
import type { FlatSchema } from './flat-schema.ts'
import { numberOfName } from './realistic.ts'

/** A number that a schema allows; undefined if none is found. */
export function makeNumber(flat: FlatSchema, isInteger: boolean, name: string, seed: string): number | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = flat.bounds
  const least = Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY)
  const most = Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY)
  const isOk = (value: number) =>
    Number.isFinite(value) &&
    (!isInteger || Number.isInteger(value)) &&
    value >= least &&
    value <= most &&
    value !== exclusiveMinimum &&
    value !== exclusiveMaximum &&
    flat.multipleOf.every(step => Number.isInteger(value / step)) &&
    isOfFormat(flat.format, value)
  return candidates(least, most, flat.multipleOf, isInteger, name, seed).find(isOk)
}

function candidates(
  least: number,
  most: number,
  steps: readonly number[],
  isInteger: boolean,
  name: string,
  seed: string,
): number[] {
  const chooser = chooserOf(seed)
  const named = numberOfName(name, chooser)
  const from = least > 1 ? least : most < 1 ? Math.max(least, most - 100) : 1
  const low = Number.isFinite(from) ? from : 0
  const span = Math.min(most - low, 100)
  const chosen = low + chooser.below(Math.floor(span) + 1)
  const plain = [...(named === undefined ? [] : [named]), ...(isInteger ? [] : [chosen + 0.5]), chosen]
  // A number near each end, and between them.
  const ends = [
    least,
    Math.ceil(least),
    Math.floor(least) + 1,
    most,
    Math.floor(most),
    Math.ceil(most) - 1,
    (least + most) / 2,
  ]
  const rounded = steps.length === 0 ? [] : multiples(steps, [...plain, ...ends])
  return [...plain, ...rounded, ...ends, 0, 1]
}

/** The multiples of all steps next to some numbers. */
function multiples(steps: readonly number[], numbers: readonly number[]): number[] {
  const step = steps.reduce(leastCommonMultiple)
  return numbers.flatMap(number => {
    const count = Math.floor(number / step)
    return [count, count + 1, count - 1].flatMap(times => [times * step, Number((times * step).toPrecision(12))])
  })
}

/** Of fractions too: of 0.25 and 0.1 it is 0.5. */
function leastCommonMultiple(one: number, other: number): number {
  const scale = 10 ** Math.min(12, Math.max(decimals(one), decimals(other)))
  let [a, b] = [Math.round(one * scale), Math.round(other * scale)]
  const product = a * b
  while (b !== 0) [a, b] = [b, a % b]
  return product / a / scale
}

const decimals = (number: number) => String(number).split('.')[1]?.length ?? 0
