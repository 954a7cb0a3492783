import { randomBytes } from 'node:crypto'
import { banner, type Ready, readyFacts } from '../../mock/server/banner.ts'
import type { Origins } from '../../mock/server/cors.ts'
import { Log, type LogLevel } from '../../mock/server/log.ts'
import { isLoopback } from '../../mock/server/loopback.ts'
import { findPages } from '../../mock/server/pages.ts'
import { Sandboxes } from '../../mock/server/sandboxes/sandboxes.ts'
import { hint } from '../../openapi/vocabulary/nearest.ts'
import { ended } from './ended.ts'
import { Failure } from './failure.ts'
import { openSandbox } from './instances.ts'
import { listen } from './listen.ts'
import { Own, type OwnArguments } from './own.ts'
import { loadContractFile, loadSystem, type System } from './systems.ts'

/** The options of `latchkey mock`. */
export interface MockArguments extends OwnArguments {
  readonly system: string
  readonly contract?: string
  readonly watch?: true
  readonly port: number
  readonly host: string
  readonly cors?: true | Origins
  readonly maxSandboxes: number
  /** Milliseconds. */
  readonly sandboxIdle: number
  readonly logLevel: LogLevel
  readonly json?: true
}

/** Runs the mock server until a signal ends it. */
export async function runMock(values: MockArguments): Promise<void> {
  // A reader that goes away (`latchkey mock | head`) does not end the server.
  process.stdout.on('error', () => {})
  const { contract: file, watch, logLevel: level, json: isJson = false } = values
  if (watch && file === undefined)
    throw new Failure(2, '--watch has nothing to watch.', 'Give a contract of your own with --contract FILE.')
  const system = await (file === undefined ? loadSystem(values.system) : loadContractFile(file))
  checkFailures(system, values)
  const log = new Log({
    level,
    isJson,
    out: text => process.stdout.write(text),
    err: text => process.stderr.write(text),
  })
  const own = new Own(system, values)
  try {
    await serveUntilEnded(own, values, log)
  } finally {
    own.close()
  }
}

async function serveUntilEnded(own: Own, values: MockArguments, log: Log): Promise<void> {
  const { host, port, cors, maxSandboxes, sandboxIdle } = values
  const { state } = own
  const controlToken = isLoopback(host) ? undefined : randomBytes(24).toString('hex')
  const sandboxes =
    maxSandboxes === 0
      ? undefined
      : new Sandboxes({
          make: (options, prefix, onChange) => openSandbox(own.system, options, prefix, onChange),
          max: maxSandboxes,
          idle: sandboxIdle,
        })
  const pages = findPages()
  const server = await listen({
    instance: () => own.instance,
    host,
    port,
    log,
    ...(controlToken !== undefined && { controlToken }),
    ...(cors !== undefined && { origins: cors === true ? '*' : cors }),
    ...(sandboxes && { sandboxes }),
    pages,
    ...(state && { state }),
    ownsProcess: true,
  })
  const { origin } = server
  const ready: Ready = {
    instance: own.instance,
    origin,
    pages,
    session: own.session,
    controlToken,
    sandboxes: sandboxes && origin + sandboxes.path,
    state: state && { file: state.path, isOld: state.isOld },
  }
  const watch =
    values.watch && values.contract !== undefined ? await watchContract(own, values.contract, log) : undefined
  const end = ended()
  log.ready(banner(ready), readyFacts(ready))
  if (state?.isTorn) log.note(`The last line of ${state.path} was not whole; it was of no answered request.`)
  await end
  watch?.close()
  await server.close()
}

/** Reads the contract again whenever it changes. One that is wrong is said to be wrong, and changes nothing. */
async function watchContract(own: Own, file: string, log: Log): Promise<{ close: () => void }> {
  const { ContractWatch } = await import('./watch.ts')
  const watch = new ContractWatch(file, async () => {
    try {
      const dropped = own.reload(await loadContractFile(file))
      const lost = [...dropped].map(([resource, count]) => `${count} of ${resource}`).join(', ')
      log.note(
        `Read ${file} again. ${lost === '' ? 'All records are kept.' : `Records that no longer fit: ${lost}.`}`,
        {
          dropped: Object.fromEntries(dropped),
        },
      )
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      log.failure(`${error.message}\nThe contract that was read before goes on.`)
    }
  })
  await watch.start()
  return watch
}

function checkFailures({ contract }: System, { fail = [] }: OwnArguments): void {
  const ids = contract.operations.map(({ id }) => id)
  for (const { operation } of fail) {
    if (operation === '*' || ids.includes(operation)) continue
    throw new Failure(2, `--fail names no operation of ${contract.system}: ${operation}.${hint(operation, ids)}`)
  }
}
