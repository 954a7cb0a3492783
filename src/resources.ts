import { readSuccess, refusalOf } from './answer.ts'
import { type OperationRow, operations } from './generated/systems.ts'
import type { Settings } from './options.ts'
import type { Transport } from './transport.ts'

/** Options of one call. */
export interface RequestOptions {
  /** Aborts the request; the call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Sent besides the client's own headers, and instead of those of the same name. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Options of a call that creates something. */
export interface CreateOptions extends RequestOptions {
  /**
   * A value of your choice, new for each logical request, at most 255 characters. A repetition with the same body
   * within 10 minutes answers with the first answer and creates nothing again.
   */
  readonly idempotencyKey?: string | undefined
}

/** An id, a body, a query or the options: the types of the resources say which stands where. */
type Argument = string | number | Members | undefined

type Members = CreateOptions & Readonly<Record<string, unknown>>

type Method = (...args: readonly Argument[]) => Promise<unknown>

/** The methods of a system by resource. */
export function createResources(settings: Settings, transport: Transport): Record<string, Record<string, Method>> {
  const resources: Record<string, Record<string, Method>> = {}
  for (const index of settings.table.operations) {
    const row = operations[index]
    if (!row) continue
    const [resource, name] = row
    resources[resource] = { ...resources[resource], [name]: methodOf(row, transport, settings) }
  }
  return resources
}

function methodOf(
  [resource, name, method, path, ...inputs]: OperationRow,
  transport: Transport,
  { baseUrl, mask }: Settings,
): Method {
  const parameters = path.match(/(?<=\{)[^}]+/g) ?? []
  return async (...args) => {
    const ids = parameters.map((parameter, index) => [parameter, readId(`${resource}.${name}`, parameter, args[index])])
    const rest = args.slice(parameters.length).map(argument => (typeof argument === 'object' ? argument : undefined))
    const { signal, headers, idempotencyKey } = rest[inputs.length] ?? {}
    const { response, error } = await transport[method](path, {
      params: { path: Object.fromEntries(ids), query: rest[inputs.indexOf('query')] },
      body: rest[inputs.indexOf('body')],
      headers: { 'Idempotency-Key': idempotencyKey, ...headers },
      signal: signal ?? null,
      parseAs: 'stream',
    })
    const operation = `${method} ${baseUrl}${path}`
    if (!response.ok) throw refusalOf(response, operation, error, mask)
    return readSuccess(response, operation)
  }
}

/** An empty id, or one of dots, would make the path another one: that of the whole collection. */
function readId(method: string, parameter: string, id: Argument): string {
  const value = String(id ?? '')
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`${method} needs a ${parameter}, and "${value}" is none.`)
  return value
}
