import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PROGRAM } from '../../program.ts'

interface Place {
  readonly cwd: string
  readonly program?: string
}

/**
 * Runs the CLI with these arguments until `use` resolves. The CLI listens on a free port instead of the requested one.
 * @throws {Error} with its output, if it exits before it listens
 */
export async function withCommand(
  args: readonly string[],
  place: Place,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const { url, stop } = await startCommand(args, place)
  try {
    await use(url)
  } finally {
    await stop()
  }
}

/** As `withCommand`, until it is stopped. */
export async function startCommand(args: readonly string[], { cwd, program = PROGRAM }: Place) {
  const free = args.flatMap((argument, index) => (argument === '-p' || args[index - 1] === '-p' ? [] : [argument]))
  const server = spawn(process.execPath, [program, ...free, '-p', '0'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(server, 'exit')
  let printed = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk
      const [found] = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(printed) ?? []
      if (found !== undefined) resolve(found)
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.on('exit', () => reject(new Error(`latchkey ${args.join(' ')} ended:\n${printed}`)))
  })
  const stop = async () => {
    server.kill()
    await ended
  }
  return { url, stop }
}
