/** Parsers of option values. Commander passes text, and reports an `InvalidArgumentError` as wrong usage. */
import { InvalidArgumentError } from '@commander-js/extra-typings'
import { CLOCK_RANGE } from '../../mock/engine/clock.ts'
import type { Origins } from '../../mock/server/cors.ts'
import { parseDuration } from '../../openapi/contract/time.ts'

const MAX_PORT = 65535
const MAX_SANDBOXES = 100_000
/** Longer than any client waits, in milliseconds. */
const MAX_DELAY = 600_000
const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/i

/** An operation to fail, as the option names it. Whether the system has the operation is checked later. */
export interface FaultOption {
  readonly operation: string
  readonly status: number
}

export function parsePort(text: string): number {
  return wholeNumber(text, 0, MAX_PORT, '; 0 picks any free port')
}

/** Node listens on all addresses if the host is empty, for example because a shell variable is not set. */
export function parseHost(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError(
    'It must be a name or an address, such as 127.0.0.1; 0.0.0.0 listens on all addresses of this machine.',
  )
}

/** The option can be repeated, and each value can list several names. */
export function parseAllowHost(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map(part => {
    const name = part.trim().toLowerCase()
    if (URL.canParse(`http://${name}`) && new URL(`http://${name}`).hostname === name) return name
    throw new InvalidArgumentError(
      `"${name}" is not a host name. It must have no scheme and no port, such as host.docker.internal.`,
    )
  })
  return [...before, ...names]
}

/** An option that can be repeated. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

/** A comma-separated list. */
export function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
}

export function parseSeed(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw new InvalidArgumentError('It must be a whole number, such as 1.')
}

/**
 * A time zone is required: without one, the same text means another instant on every machine.
 * @returns RFC 3339 in UTC
 */
export function parseClock(text: string): string {
  const [, date] = DATE.exec(text) ?? []
  const time = Date.parse(text)
  if (date !== undefined && isCalendarDate(date) && time >= CLOCK_RANGE.earliest && time <= CLOCK_RANGE.latest)
    return new Date(time).toISOString()
  throw new InvalidArgumentError(
    'It must be an ISO 8601 time with a time zone, such as 2026-01-01T00:00:00Z, from the year 1970 to the year 9998.',
  )
}

/** @returns the minimum and the maximum, in milliseconds */
export function parseDelay(text: string): readonly [least: number, most: number] {
  const [, least, most = least] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(text) ?? []
  const range = [Number(least), Number(most)] as const
  if (least === undefined || range[1] > MAX_DELAY)
    throw new InvalidArgumentError(
      `It must be milliseconds up to ${MAX_DELAY}, such as 100, or a range of them, such as 50-200.`,
    )
  if (range[0] > range[1])
    throw new InvalidArgumentError(`The smaller number comes first: write ${range[1]}-${range[0]}.`)
  return range
}

/** The option can be repeated, and each value can list several operations. */
export function parseFail(text: string, before: readonly FaultOption[] = []): readonly FaultOption[] {
  const faults = text.split(',').map(part => {
    const [, operation, status] = /^([^=]+)=([45]\d\d)$/.exec(part.trim()) ?? []
    if (operation !== undefined) return { operation, status: Number(status) }
    throw new InvalidArgumentError(
      'It must be an operation and a status from 400 to 599, such as listOrders=503; `*` is every operation.',
    )
  })
  return [...before, ...faults]
}

/** Not called for `--cors` without a value: commander's value is then `true`. */
export function parseOrigins(text: string): Origins {
  if (text.trim() === '*') return '*'
  return text.split(',').map(part => {
    const origin = part.trim()
    const url = URL.canParse(origin) ? new URL(origin) : undefined
    if (url && url.origin === origin) return origin
    const suggestion = url && url.origin !== 'null' ? ` Did you mean ${url.origin}?` : ''
    throw new InvalidArgumentError(
      `"${origin}" is not an origin. It must be a scheme, a host and a port, such as http://localhost:5173.${suggestion}`,
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
  throw new InvalidArgumentError('It must be an ISO 8601 duration longer than zero, such as PT30M or P1D.')
}

export function parseMaxSandboxes(text: string): number {
  return wholeNumber(text, 0, MAX_SANDBOXES, '; 0 turns sandboxes off')
}

function wholeNumber(text: string, least: number, most: number, remark: string): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}${remark}.`)
}

/** JavaScript parses 30 February as 2 March. */
function isCalendarDate(date: string): boolean {
  const time = Date.parse(date)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
