import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { PROGRAM } from '../program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A process that runs `latchkey`. */
export class Latchkey {
  readonly #process: ChildProcessWithoutNullStreams
  /** What it has printed so far. */
  out = ''
  err = ''

  /**
   * @param bin the program, defaults to that of the build or of the sources
   * @param before a command that runs the one that follows it, such as `nice`
   */
  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    bin = PROGRAM,
    before: readonly string[] = [],
  ) {
    const [command = '', ...rest] = [...before, process.execPath, bin, ...args]
    this.#process = spawn(command, rest, {
      cwd: root,
      env: { ...process.env, ...env },
    })
    this.#process.stdout.on('data', chunk => {
      this.out += String(chunk)
    })
    this.#process.stderr.on('data', chunk => {
      this.err += String(chunk)
    })
  }

  /** Starts a server on any free port and waits for its banner. */
  static async mock(...args: readonly string[]): Promise<Latchkey> {
    return await new Latchkey(['mock', '--port', '0', ...args]).listening()
  }

  /** Waits for its banner. */
  async listening(): Promise<this> {
    await this.printed('Ctrl-C')
    return this
  }

  /** The base URL of the API. */
  get api(): string {
    return /http:\/\/\S+\/api\/v1/.exec(this.out)?.[0] ?? /^ {2}API +(\S+)/m.exec(this.out)?.[1] ?? ''
  }

  /** The origin of the server. */
  get origin(): string {
    return new URL(this.api).origin
  }

  /** The session token that it printed. */
  get token(): string {
    return /ses_[0-9A-Za-z]{49}/.exec(this.out)?.[0] ?? ''
  }

  /** Sends a request with a JSON body. */
  async ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    const answer = await fetch(this.origin + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) }
  }

  /** Waits until it has printed a text. @throws {Error} with its output, if it ends first */
  async printed(text: string): Promise<void> {
    while (!this.out.includes(text)) {
      if (this.#process.exitCode !== null)
        throw new Error(`It ended before it printed "${text}":\n${this.out}${this.err}`)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  /** Stops reading its output. */
  closeOutput(): void {
    this.#process.stdout.destroy()
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name)
  }

  /** Waits until it ends. @returns the exit code */
  async ended(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'close')
    return this.#process.exitCode
  }
}
