import { Engine } from '../engine/engine.ts'
import { banner } from '../server/banner.ts'
import { type MockServer, startServer } from '../server/server.ts'
import { openSession } from '../server/sign-in.ts'
import { Failure } from './failure.ts'
import { loadContractFile, loadSystem } from './systems.ts'

/** The options of `latchkey mock`. */
export interface MockArguments {
  readonly system: string
  readonly contract?: string
  readonly port: number
  readonly host: string
  readonly seed: number
  readonly clock?: string
}

/** Runs the mock server until a signal ends it. */
export async function runMock({ system, contract: file, port, host, seed, clock }: MockArguments): Promise<void> {
  // A reader that goes away (`latchkey mock | head`) does not end the server.
  process.stdout.on('error', () => {})
  const { contract, document } = await (file === undefined ? loadSystem(system) : loadContractFile(file))
  const server = await start({
    contract,
    document,
    engine: new Engine({ contract, seed, isChecked: true, ...(clock !== undefined && { now: clock }) }),
    host,
    port,
    log: write,
    warn: text => process.stderr.write(text),
    ownsProcess: true,
  })
  const now = clock === undefined ? Date.now() : Date.parse(clock)
  write(banner(contract, server.origin, await openSession(contract, server.origin, server.fetch), now))
  await ended()
  await server.close()
}

async function start(options: Parameters<typeof startServer>[0]): Promise<MockServer> {
  try {
    return await startServer(options)
  } catch (error) {
    throw explainListen(error, options) ?? error
  }
}

/** What to do where Node could not listen. */
function explainListen(error: unknown, { host, port }: { host: string; port: number }): Failure | undefined {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return new Failure(
        1,
        `Port ${port} of ${host} is taken.`,
        'Choose another one with --port, or any free one with --port 0.',
      )
    case 'EACCES':
      return new Failure(
        1,
        `Port ${port} needs more rights than this process has.`,
        'Choose one above 1023 with --port.',
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Failure(
        2,
        `${host} is no address of this machine.`,
        'Choose one with --host, such as 127.0.0.1 or 0.0.0.0.',
      )
    default:
      return undefined
  }
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function ended(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

function write(text: string): void {
  process.stdout.write(text)
}
