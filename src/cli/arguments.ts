/** The values of options, as commander hands them over: text. */
import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../../mock/engine/values/time.ts'
import type { Origins } from '../../mock/server/cors.ts'

const MAX_PORT = 65535
/** Longer than any client waits, in milliseconds. */
const MAX_DELAY = 600_000
const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/i

/** An operation that is to fail, as it was written: whether there is one is not known yet. */
export interface FailArgument {
  readonly operation: string
  readonly status: number
}

export function parsePort(text: string): number {
  return wholeNumber(text, 0, MAX_PORT, '; 0 takes any free port')
}

/** Node takes an empty name, such as that of a variable which is not set, for every address of the machine. */
export function parseHost(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('It must be a name or an address, such as 127.0.0.1; 0.0.0.0 is all of this machine.')
}

export function parseSeed(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw new InvalidArgumentError('It must be a whole number, such as 1.')
}

/** A time with its zone, since one without means another instant on every machine; as RFC 3339 in UTC. */
export function parseClock(text: string): string {
  const [, date] = DATE.exec(text) ?? []
  const time = Date.parse(text)
  if (date !== undefined && existsInCalendar(date) && !Number.isNaN(time)) {
    const utc = new Date(time).toISOString()
    if (DATE.test(utc)) return utc
  }
  throw new InvalidArgumentError('It must be an ISO 8601 time with its zone, such as 2026-01-01T00:00:00Z.')
}

/** @returns the least and the most milliseconds */
export function parseDelay(text: string): readonly [number, number] {
  const [, least, most = least] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(text) ?? []
  const range = [Number(least), Number(most)] as const
  if (least === undefined || range[1] > MAX_DELAY)
    throw new InvalidArgumentError(
      `It must be milliseconds up to ${MAX_DELAY}, such as 100, or from least to most, such as 50-200.`,
    )
  if (range[0] > range[1])
    throw new InvalidArgumentError(`The least comes first: write ${range[1]}-${range[0]} for what you wrote.`)
  return range
}

/** The option may come several times, and each time hold several. */
export function parseFail(text: string, before: readonly FailArgument[] = []): readonly FailArgument[] {
  const failures = text.split(',').map(part => {
    const [, operation, status] = /^([^=]+)=([45]\d\d)$/.exec(part.trim()) ?? []
    if (operation !== undefined) return { operation, status: Number(status) }
    throw new InvalidArgumentError(
      'It must be an operation and a status from 400 to 599, such as listOrders=503; `*` is every operation.',
    )
  })
  return [...before, ...failures]
}

/** Without a value (`--cors` alone) commander gives `true`, and this is not asked. */
export function parseOrigins(text: string): Origins {
  if (text.trim() === '*') return '*'
  return text.split(',').map(part => {
    const origin = part.trim()
    const url = URL.canParse(origin) ? new URL(origin) : undefined
    if (url && url.origin === origin) return origin
    const meant = url && url.origin !== 'null' ? ` Did you mean ${url.origin}?` : ''
    throw new InvalidArgumentError(
      `"${origin}" is no origin: it must be scheme, host and port alone, such as http://localhost:5173.${meant}`,
    )
  })
}

/** @returns milliseconds */
export function parseIdle(text: string): number {
  try {
    const milliseconds = parseDuration(text)
    if (milliseconds > 0) return milliseconds
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new InvalidArgumentError('It must be an ISO 8601 duration above nothing, such as PT30M or P1D.')
}

export function parseMaxSandboxes(text: string): number {
  return wholeNumber(text, 0, 100_000, '; 0 allows none')
}

function wholeNumber(text: string, least: number, most: number, remark: string): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}${remark}.`)
}

/** JavaScript reads 30 February as 2 March. */
function existsInCalendar(date: string): boolean {
  const time = Date.parse(date)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
