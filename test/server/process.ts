import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `latchkey` as a process of its own, from the sources unless said. */
export class Latchkey {
  readonly #process: ChildProcessWithoutNullStreams
  /** Everything that it has printed so far. */
  out = ''
  err = ''

  /**
   * @param bin the command line's program, of the sources unless said
   * @param before a command that runs the one that follows it, such as `nice`
   */
  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    bin = 'src/cli/main.ts',
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

  /** Where the API is. */
  get api(): string {
    return /http:\/\/\S+\/api\/v1/.exec(this.out)?.[0] ?? ''
  }

  /** Where the server is. */
  get origin(): string {
    return new URL(this.api).origin
  }

  /** The token of the session that it has opened. */
  get token(): string {
    return /ses_[0-9A-Za-z]{49}/.exec(this.out)?.[0] ?? ''
  }

  /** Asks for JSON, or what comes in its place, below the origin. */
  async ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    const answer = await fetch(this.origin + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) }
  }

  /** Waits until a text was printed. @throws {Error} when the process ends before, with all that it said */
  async printed(text: string): Promise<void> {
    while (!this.out.includes(text)) {
      if (this.#process.exitCode !== null)
        throw new Error(`It ended before it printed "${text}":\n${this.out}${this.err}`)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  /** Nobody reads what it prints from now on. */
  closeOutput(): void {
    this.#process.stdout.destroy()
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name)
  }

  /** Waits for the end, and gives the exit code. */
  async ended(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'close')
    return this.#process.exitCode
  }
}
