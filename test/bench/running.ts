/** Servers as processes: how long they take to respond first, and how many requests they answer under wrk. */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../free-port.ts'

const run = promisify(execFile)
const SECONDS = 3
const WARM_UP_SECONDS = 6

export interface Running {
  readonly origin: string
  /** From the start to the first response. */
  readonly milliseconds: number
  readonly stop: () => Promise<void>
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  /** The path of the first request. */
  readonly path?: string
  /** Milliseconds after which it has failed. */
  readonly patience?: number
}

/**
 * Starts a server and waits for its first response.
 * @throws {Error} if it ends, or does not respond in time
 */
export async function start(
  command: (port: string) => readonly [program: string, ...args: string[]],
  { env = {}, path = '/', patience = 60_000 }: StartOptions = {},
): Promise<Running> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const [program, ...args] = command(String(port))
  const begin = performance.now()
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...env, PORT: String(port) } })
  const stop = async () => {
    if (child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  while (
    !(await fetch(origin + path).then(
      answer => answer.text().then(() => true),
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}.`)
    if (performance.now() - begin > patience) {
      await stop()
      throw new Error(`${program} did not respond in ${patience} ms.`)
    }
    // Without a pause, the requests would take CPU time from the server.
    await setTimeout(2)
  }
  return { origin, milliseconds: performance.now() - begin, stop }
}

export function hasWrk(): boolean {
  if (!spawnSync('wrk', ['--version']).error) return true
  console.warn('SKIPPED: throughput is measured with wrk, which is not installed (Debian: apt-get install wrk).')
  return false
}

/** Node.js compiles what runs often, for seconds. Until then a server responds to half as many requests as later. */
export async function warmUp(...urls: readonly string[]): Promise<void> {
  for (const url of urls) await run('wrk', ['-t', '1', '-c', '20', '-d', `${WARM_UP_SECONDS}s`, url])
}

export async function requestsPerSecond(url: string, args: readonly string[] = []): Promise<number> {
  const { stdout } = await run('wrk', ['-t', '1', '-c', '20', '-d', `${SECONDS}s`, ...args, url])
  if (/Non-2xx/.test(stdout)) throw new Error(`Not all answers were successes:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}
