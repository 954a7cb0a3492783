import { randomBytes } from 'node:crypto'
import { masksOf } from '../../mock/engine/values/mask.ts'
import { banner, type Ready, readyFacts } from '../../mock/server/banner/banner.ts'
import { boundedOutput } from '../../mock/server/bounded-output.ts'
import { droppedLine, Log } from '../../mock/server/log.ts'
import { isLoopback } from '../../mock/server/loopback.ts'
import { findPages } from '../../mock/server/pages.ts'
import { Sandboxes } from '../../mock/server/sandboxes/sandboxes.ts'
import { hint } from '../../openapi/vocabulary/nearest.ts'
import { saveCode } from './cache/code-cache.ts'
import { DocumentCache } from './cache/document-cache.ts'
import { CliError } from './cli-error.ts'
import { listen } from './listen.ts'
import { loadFile, loadSystem, type System } from './load-system.ts'
import { orReport, WarningLog } from './log-warnings.ts'
import { MainInstance } from './main-instance.ts'
import type { MockCommandOptions } from './mock-command.ts'
import { openSandbox } from './open-sandbox.ts'
import { stopSignal } from './stop-signal.ts'

/** Milliseconds until the document is read as a whole, for its warnings. The first requests need only parts of it. */
const UNTIL_WARNINGS = 100
/** Milliseconds until what the next start can use is saved. The first requests come before it. */
const AFTER_THE_START = 1000

/** Runs the mock server until a signal stops it. */
export async function runMock(options: MockCommandOptions): Promise<void> {
  // The server keeps running when the reader of its output exits, as in `latchkey mock | head`.
  process.stdout.on('error', () => {})
  const { contract: file, watch, logLevel: level, json: isJson = false } = options
  if (watch && file === undefined)
    throw new CliError(2, '--watch requires a file.', 'Pass your own document: latchkey mock openapi.yaml --watch')
  if (watch && /^https?:/i.test(file ?? '') && !options.overlay?.length)
    throw new CliError(2, '--watch does not work with a URL.', 'Download the document.')
  const system = await (file === undefined
    ? loadSystem(options.system)
    : loadFile(file, { ...options, cache: DocumentCache.open() }))
  assertOperationsExist(system, options)
  const log = new Log({
    level,
    isJson,
    mask: masksOf(system.contract).text,
    out: boundedOutput(process.stdout, dropped => droppedLine(dropped, isJson)),
    err: boundedOutput(process.stderr, dropped => droppedLine(dropped, isJson)),
  })
  const main = new MainInstance(system, options, ({ kind, pointer, message }) => log.note(message, { kind, pointer }))
  try {
    await serveUntilStopped(main, options, log)
  } finally {
    main.close()
  }
}

async function serveUntilStopped(main: MainInstance, options: MockCommandOptions, log: Log): Promise<void> {
  const { host, port, allowHost: allowHosts = [], cors } = options
  const { state } = main
  const controlToken = isLoopback(host) ? undefined : randomBytes(24).toString('hex')
  const sandboxes = sandboxesOf(main, options)
  const pages = findPages()
  const server = await listen({
    instance: () => main.instance,
    host,
    port,
    allowHosts,
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
    instance: main.instance,
    origin,
    pages,
    session: main.session,
    controlToken,
    sandboxes: sandboxes && origin + sandboxes.path,
    state: state && { file: state.path, isRestored: state.isRestored },
  }
  const warnings = new WarningLog(log)
  const watcher = await startWatcher(main, options, log, warnings)
  const stopped = stopSignal()
  log.ready(banner(ready), readyFacts(ready))
  const warning = setTimeout(
    orReport(log, () => warnings.add(main.system)),
    UNTIL_WARNINGS,
  )
  if (state?.note !== undefined) log.note(state.note)
  const keep = () => {
    saveCode()
    main.system.keep?.()
  }
  const keeping = setTimeout(orReport(log, keep), AFTER_THE_START).unref()
  await stopped
  clearTimeout(warning)
  clearTimeout(keeping)
  watcher?.close()
  await server.close()
}

function sandboxesOf(main: MainInstance, { maxSandboxes, sandboxIdle }: MockCommandOptions): Sandboxes | undefined {
  if (maxSandboxes === 0) return undefined
  return new Sandboxes({
    make: (options, prefix, onChange) => openSandbox(main.system, options, prefix, onChange),
    max: maxSandboxes,
    idle: sandboxIdle,
  })
}

/** The code that follows a contract's references is large, so it is loaded here. */
async function startWatcher(main: MainInstance, options: MockCommandOptions, log: Log, warnings: WarningLog) {
  const { watch, contract } = options
  if (!watch || contract === undefined) return undefined
  const { reloadOnChange } = await import('./reload-on-change.ts')
  return reloadOnChange(main, contract, options, log, warnings)
}

function assertOperationsExist({ contract }: System, { fail = [] }: MockCommandOptions): void {
  const ids = contract.operations.map(({ id }) => id)
  for (const { operation } of fail) {
    if (operation === '*' || ids.includes(operation)) continue
    const owner = contract.lenient ? `document ${contract.title}` : `system ${contract.system}`
    const message = `--fail: the ${owner} has no operation "${operation}".`
    throw new CliError(2, `${message}${hint(operation, ids)}`)
  }
}
