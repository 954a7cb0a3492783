import type { Exchange } from '../engine/engine.ts'
import { maskSecrets } from '../engine/values/mask.ts'
import type { Mask } from './mask.ts'
import { endOfTurn } from './turn.ts'

/** How much is said, from least to most. */
export const LOG_LEVELS = ['silent', 'error', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface LogOptions {
  /**
   * - `silent`: nothing
   * - `error`: that the server is up, and what it did wrong
   * - `info`: besides, a line for each request, and what happens to the server
   * - `debug`: besides, preflights and what each request was for
   */
  readonly level: LogLevel
  /** One JSON object a line, in place of text for people. */
  readonly isJson: boolean
  readonly out: (text: string) => void
  /** Gets what the mock did wrong. */
  readonly err: (text: string) => void
}

/** A request that was answered. What it holds of secrets is not shown. */
export interface Report {
  readonly mask: Mask
  readonly method: string
  readonly url: string
  readonly status: number
  /** From its arrival to its answer. */
  readonly milliseconds: number
  /** What the engine says about it; undefined for the server's own pages and for failures. */
  readonly exchange: Exchange | undefined
}

/** What the server says, for people or for programs; lines of one turn of the event loop in one go. */
export class Log {
  readonly #options: LogOptions
  readonly #rank: number
  #text = ''

  constructor(options: LogOptions) {
    this.#options = options
    this.#rank = LOG_LEVELS.indexOf(options.level)
  }

  has(level: LogLevel): boolean {
    return this.#rank >= LOG_LEVELS.indexOf(level)
  }

  /**
   * The server is up.
   * @param banner for people
   * @param facts the same for programs; their secrets are printed
   */
  ready(banner: string, facts: Readonly<Record<string, unknown>>): void {
    if (this.has('error')) this.#options.out(this.#options.isJson ? jsonLine({ type: 'ready', ...facts }) : banner)
  }

  request(report: Report): void {
    if (!this.has('info')) return
    const isDetailed = this.has('debug')
    this.#add(this.#options.isJson ? requestJson(report) : `${requestLine(report, isDetailed)}\n`)
  }

  /** Something happened to the server. */
  note(text: string, facts: Readonly<Record<string, unknown>> = {}): void {
    if (!this.has('info')) return
    const message = maskSecrets(text)
    this.#add(this.#options.isJson ? jsonLine({ type: 'note', message, ...facts }) : `${message}\n`)
  }

  /** Something went wrong in the server. */
  failure(text: string, facts: Readonly<Record<string, unknown>> = {}): void {
    if (!this.has('error')) return
    const message = maskSecrets(text)
    this.#options.err(this.#options.isJson ? jsonLine({ type: 'failure', message, ...facts }) : `${message}\n`)
  }

  flush(): void {
    const text = this.#text
    this.#text = ''
    if (text !== '') this.#options.out(text)
  }

  #add(lines: string): void {
    if (this.#text === '') void endOfTurn().then(() => this.flush())
    this.#text += lines
  }
}

/** `POST /api/v1/api-keys 409 0.8 ms active_key_limit_reached, by limits at #/components/...` */
export function requestLine(report: Report, isDetailed = false): string {
  const { mask, method, url, status, milliseconds, exchange } = report
  const line = `${method} ${mask.target(targetOf(url))} ${status} ${milliseconds.toFixed(1)} ms`
  const refusal = exchange?.refusal
  const why = refusal ? ` ${refusal.code}, by ${refusal.rule}${refusal.at === '' ? '' : ` at ${refusal.at}`}` : ''
  const detail = isDetailed && exchange ? ` [${exchange.operation ?? 'no operation'} ${exchange.requestId}]` : ''
  return line + why + detail
}

function requestJson({ mask, method, url, status, milliseconds, exchange }: Report): string {
  return jsonLine({
    type: 'request',
    method,
    target: mask.target(targetOf(url)),
    status,
    milliseconds: Number(milliseconds.toFixed(1)),
    ...(exchange && { request_id: exchange.requestId }),
    ...(exchange?.operation !== undefined && { operation: exchange.operation }),
    ...(exchange?.refusal && { refusal: exchange.refusal }),
  })
}

const jsonLine = (value: Readonly<Record<string, unknown>>) => `${JSON.stringify(value)}\n`

/** The path and the query, as they were sent. */
function targetOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start < 0 ? '/' : url.slice(start)
}
