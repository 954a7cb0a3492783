/** A server for tests, in this process. */
import { onTestFinished } from 'vitest'
import type { SystemId } from '../../mock/generated/index.ts'
import type { OpenApiDocument } from '../../mock/index.ts'
import { Instance } from '../../mock/server/instance.ts'
import { Log, type LogOptions } from '../../mock/server/log.ts'
import { Sandboxes, type SandboxesOptions } from '../../mock/server/sandboxes/sandboxes.ts'
import { type ServerOptions, startServer } from '../../mock/server/server.ts'
import { loadValue } from '../../openapi/read/load-document.ts'
import { loadSystem, type System } from '../../src/cli/load-system.ts'
import { openSandbox } from '../../src/cli/open-sandbox.ts'
import { type OpenSystemOptions, openSystem } from '../../src/cli/open-system.ts'

export interface OpenOptions
  extends Partial<Pick<ServerOptions, 'host' | 'allowHosts' | 'origins' | 'controlToken' | 'state' | 'pages'>>,
    Partial<Pick<SandboxesOptions, 'max' | 'idle' | 'maxRecords' | 'now'>>,
    Partial<Pick<LogOptions, 'level' | 'isJson'>>,
    OpenSystemOptions {
  readonly system?: SystemId
  /** A document without keywords, instead of a system. */
  readonly document?: OpenApiDocument
}

/** Starts a server in this process, which is closed when the test ends. Everything that it prints is in `printed`. */
export async function open({
  system = 'standard',
  document,
  host = '127.0.0.1',
  allowHosts,
  max = 10,
  idle = 60_000,
  maxRecords,
  now,
  level = 'info',
  isJson = false,
  origins,
  controlToken,
  state,
  pages,
  ...systemOptions
}: OpenOptions = {}) {
  const source = document ? described(document) : loadSystem(system)
  const { mock, engine } = openSystem(source, { clock: '2026-01-01T00:00:00Z', ...systemOptions })
  state?.start(engine)
  const instance = new Instance({
    mock,
    answer: (request, onExchange) => engine.fetch(request, onExchange),
    document: source.document,
  })
  const printed = { out: '', err: '' }
  const log = new Log({
    level,
    isJson,
    out: text => {
      printed.out += text
    },
    err: text => {
      printed.err += text
    },
  })
  const sandboxes = new Sandboxes({
    make: (options, prefix, onChange) => openSandbox(source, options, prefix, onChange),
    max,
    idle,
    ...(maxRecords !== undefined && { maxRecords }),
    ...(now && { now }),
  })
  const server = await startServer({
    instance: () => instance,
    host,
    port: 0,
    log,
    sandboxes,
    ...(allowHosts && { allowHosts }),
    ...(origins && { origins }),
    ...(controlToken !== undefined && { controlToken }),
    ...(state && { state }),
    ...(pages && { pages }),
  })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= server.close()
    return closed
  }
  onTestFinished(close)
  return {
    origin: server.origin,
    close,
    mock,
    sandboxes,
    printed,
    ask: (call: string, asking?: Asking) => ask(server.origin, call, asking),
  }
}

function described(document: OpenApiDocument): System {
  const { contract, inference } = loadValue(document, 'test')
  return { contract, inference, document: async () => JSON.stringify(document) }
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, unless it is a string. */
  readonly body?: unknown
}

/** @param call method and path: `GET /__mock/clock` */
export async function ask(origin: string, call: string, { headers = {}, body }: Asking = {}) {
  const [method = '', path = ''] = call.split(/ (.*)/)
  const answer = await fetch(origin + path, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: text === '' ? undefined : JSON.parse(text) }
}
