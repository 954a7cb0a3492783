/** What the server prints. */
import { maskSecrets } from '../engine/values/mask.ts'
import { printable } from '../engine/values/printable.ts'
import { type RequestEntry, requestFacts, requestLine } from './request-line.ts'
import { endOfTurns } from './turn.ts'

/** From least to most. */
export const LOG_LEVELS = ['silent', 'error', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

type Facts = Readonly<Record<string, unknown>>

export interface LogOptions {
  /**
   * - `silent`: nothing
   * - `error`: the banner, and failures of the server
   * - `info`: also each request, and events of the server
   * - `debug`: also preflights, and the operation and id of each request
   */
  readonly level: LogLevel
  /** Whether to print one JSON object per line instead of text. */
  readonly isJson: boolean
  /** Masks the secrets in events and failures. Defaults to the forms of our own systems. */
  readonly mask?: (text: string) => string
  readonly out: (text: string) => void
  /** Receives the failures of the mock. */
  readonly err: (text: string) => void
}

/** Prints lines for people or for programs. The lines of one turn of the event loop are printed together. */
export class Log {
  readonly #options: LogOptions
  readonly #rank: number
  readonly #endOfTurn = endOfTurns()
  readonly #mask: (text: string) => string
  #text = ''

  constructor(options: LogOptions) {
    this.#options = options
    this.#mask = options.mask ?? maskSecrets
    this.#rank = LOG_LEVELS.indexOf(options.level)
  }

  has(level: LogLevel): boolean {
    return this.#rank >= LOG_LEVELS.indexOf(level)
  }

  /**
   * The server is ready.
   * @param banner for people
   * @param facts for programs; their secrets are not masked
   */
  ready(banner: string, facts: Facts): void {
    if (this.has('error'))
      this.#options.out(printable(this.#options.isJson ? jsonLine({ type: 'ready', ...facts }) : banner))
  }

  request(entry: RequestEntry): void {
    if (!this.has('info')) return
    this.#add(this.#options.isJson ? jsonLine(requestFacts(entry)) : `${requestLine(entry, this.has('debug'))}\n`)
  }

  /** An event of the server. */
  note(text: string, facts: Facts = {}): void {
    if (!this.has('info')) return
    const message = this.#mask(text)
    this.#add(this.#options.isJson ? jsonLine({ type: 'note', message, ...facts }) : `${message}\n`)
  }

  /** A failure of the server. */
  failure(text: string): void {
    if (!this.has('error')) return
    const message = this.#mask(text)
    this.#options.err(printable(this.#options.isJson ? jsonLine({ type: 'failure', message }) : `${message}\n`))
  }

  flush(): void {
    const text = this.#text
    this.#text = ''
    if (text !== '') this.#options.out(printable(text))
  }

  #add(lines: string): void {
    if (this.#text === '') void this.#endOfTurn().then(() => this.flush())
    this.#text += lines
  }
}

/** The line in place of lines that were dropped, because nobody read them. */
export function droppedLine(count: number, isJson: boolean): string {
  const message = `${count} lines of the log were dropped, because nobody read them.`
  return isJson ? jsonLine({ type: 'note', message }) : `${message}\n`
}

const jsonLine = (value: Facts) => `${JSON.stringify(value)}\n`
