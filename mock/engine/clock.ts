import { formatTime, parseDuration, parseTime } from '../../openapi/contract/time.ts'

/**
 * The times that a clock can be set to. Times that follow from it, such as the end of a session, still have a year of four
 * digits, which RFC 3339 and the `Date` header require.
 */
export const CLOCK_RANGE = { earliest: Date.UTC(1970, 0, 1), latest: Date.UTC(9999, 0, 1) - 1 } as const

/** The clock of a mock: it follows the real time, or is frozen until it is moved. */
export class Clock {
  #fixed: number | null

  /** @param start an RFC 3339 time to freeze the clock at; defaults to the real time */
  constructor(start?: string) {
    this.#fixed = start === undefined ? null : read(start)
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#fixed ?? Date.now()
  }

  /** The time of a frozen clock in milliseconds since 1970, or null if the clock follows the real time. */
  get fixed(): number | null {
    return this.#fixed
  }

  /** RFC 3339 in UTC. */
  toString(): string {
    return formatTime(this.now)
  }

  /**
   * Freezes the clock at a time.
   * @param time RFC 3339, or a Date
   * @throws {RangeError} if the time is not valid, before 1970, or after the year 9998
   */
  set(time: string | Date): void {
    this.#fixed = read(time)
  }

  /**
   * Moves the clock forward and freezes it there.
   * @param duration ISO 8601, such as `PT61M`, or milliseconds
   * @throws {RangeError} if the duration is not valid or negative, or ends after the year 9998
   */
  advance(duration: string | number): void {
    if (typeof duration === 'number' && !(Number.isInteger(duration) && duration >= 0))
      throw new RangeError(
        `The duration must be a whole number of milliseconds of 0 or more, and is ${duration}. Use \`set\` to move the clock back.`,
      )
    this.#fixed = inRange(this.now + (typeof duration === 'number' ? duration : parseDuration(duration)))
  }

  /** Unfreezes the clock: it follows the real time again. */
  useRealTime(): void {
    this.#fixed = null
  }

  /** Restores an earlier value of `fixed`. */
  restore(fixed: number | null): void {
    this.#fixed = fixed
  }
}

function read(time: string | Date): number {
  const milliseconds = parseTime(typeof time === 'string' ? time : isDate(time) ? isoOf(time) : '')
  if (Number.isNaN(milliseconds))
    throw new RangeError(`"${time}" is not an RFC 3339 time such as 2026-01-01T00:00:00Z.`)
  return inRange(milliseconds)
}

function inRange(milliseconds: number): number {
  if (milliseconds >= CLOCK_RANGE.earliest && milliseconds <= CLOCK_RANGE.latest) return milliseconds
  throw new RangeError('The clock can be set to times from the year 1970 to the year 9998.')
}

/** Works across realms: a page in jsdom has its own `Date`. */
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'

/** An invalid Date has no ISO form. */
const isoOf = (date: Date) => (Number.isNaN(date.getTime()) ? '' : date.toISOString())
