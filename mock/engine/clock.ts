import { formatTime, parseDuration, parseTime } from './values/time.ts'

/** The time that a mock lives in: the real time, or one that stands still until it is moved. */
export class Clock {
  #fixed: number | undefined

  /** @param start an RFC 3339 time at which the clock stands still; the real time when left out */
  constructor(start?: string) {
    if (start !== undefined) this.set(start)
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#fixed ?? Date.now()
  }

  /** RFC 3339 in UTC. */
  toString(): string {
    return formatTime(this.now)
  }

  /**
   * Stops the clock at a time.
   * @throws {RangeError} where it is no RFC 3339 time
   */
  set(time: string): void {
    const milliseconds = parseTime(time)
    if (Number.isNaN(milliseconds))
      throw new RangeError(`"${time}" is not a time of RFC 3339, such as 2026-01-01T00:00:00Z`)
    this.#fixed = milliseconds
  }

  /**
   * Moves the clock forward and stops it there.
   * @param duration ISO 8601, such as `PT61M`
   * @throws {RangeError} where it is none
   */
  advance(duration: string): void {
    this.#fixed = this.now + parseDuration(duration)
  }

  /** Follows the real time from now on. */
  useRealTime(): void {
    this.#fixed = undefined
  }
}
