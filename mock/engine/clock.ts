import { formatTime, parseDuration, parseTime } from '../../openapi/contract/time.ts'

/** The time that a mock lives in: the real time, or one that stands still until it is moved. */
export class Clock {
  #fixed: number | null

  /** @param start an RFC 3339 time at which the clock stands still; the real time when left out */
  constructor(start?: string) {
    this.#fixed = start === undefined ? null : read(start)
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#fixed ?? Date.now()
  }

  /** Milliseconds since 1970 where the clock stands still, null where it follows the real time. */
  get fixed(): number | null {
    return this.#fixed
  }

  /** RFC 3339 in UTC. */
  toString(): string {
    return formatTime(this.now)
  }

  /**
   * Stops the clock at a time.
   * @param time RFC 3339, or a Date
   * @throws {RangeError} where it is none
   */
  set(time: string | Date): void {
    this.#fixed = read(time)
  }

  /**
   * Moves the clock forward and stops it there.
   * @param duration ISO 8601, such as `PT61M`, or milliseconds
   * @throws {RangeError} where it is none, or would move the clock back
   */
  advance(duration: string | number): void {
    if (typeof duration === 'number' && !(Number.isInteger(duration) && duration >= 0))
      throw new RangeError(
        `${duration} is not a number of milliseconds to move the clock forward by; \`set\` moves it back`,
      )
    this.#fixed = this.now + (typeof duration === 'number' ? duration : parseDuration(duration))
  }

  /** Follows the real time from now on. */
  useRealTime(): void {
    this.#fixed = null
  }

  /** Goes back to what `fixed` once was. */
  restore(fixed: number | null): void {
    this.#fixed = fixed
  }
}

function read(time: string | Date): number {
  const milliseconds = parseTime(typeof time === 'string' ? time : isDate(time) ? isoOf(time) : '')
  if (Number.isNaN(milliseconds))
    throw new RangeError(`"${time}" is not a time of RFC 3339, such as 2026-01-01T00:00:00Z`)
  return milliseconds
}

/** Of whatever realm: that of a page in jsdom is another one. */
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'

/** A Date that is none cannot be written. */
const isoOf = (date: Date) => (Number.isNaN(date.getTime()) ? '' : date.toISOString())
