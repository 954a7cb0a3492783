import { readSuccess, refusalOf, requestIdOf } from './answer.ts'
import { type Call, callOf, type WithResponse } from './call.ts'
import type { OperationRow } from './generated/systems.ts'
import type { Settings } from './options.ts'
import type { Progress } from './progress.ts'
import type { Argument } from './request-options.ts'
import { wrapSecrets } from './secret.ts'
import { send } from './send.ts'
import type { Transport } from './transport.ts'

/**
 * Calls an operation.
 * @param args The ids of its path, its inputs, the options.
 * @param secrets The members of its answer that are secrets.
 */
export type Caller = (row: OperationRow, args: readonly Argument[], secrets?: readonly string[]) => Call<unknown>

export function callerOf(settings: Settings, transport: Transport): Caller {
  return (row, args, secrets = []) => callOf(answerOf(row, args, secrets, settings, transport))
}

async function answerOf(
  [resource, name, method, path, takesIdempotencyKey, ...inputs]: OperationRow,
  args: readonly Argument[],
  secrets: readonly string[],
  settings: Settings,
  transport: Transport,
): Promise<WithResponse<unknown>> {
  const progress: Progress = { operation: `${resource}.${name}`, path, attempts: 0 }
  const parameters = path.match(/(?<=\{)[^}]+/g) ?? []
  const ids = parameters.map((parameter, index) => [parameter, readId(`${resource}.${name}`, parameter, args[index])])
  const rest = args.slice(parameters.length).map(argument => (typeof argument === 'object' ? argument : undefined))
  const { headers, idempotencyKey = takesIdempotencyKey ? newKey() : undefined, ...plan } = rest[inputs.length] ?? {}
  // The signal is not given to the request, which would leave a listener on it.
  const { response, error } = await transport[method](path, {
    params: { path: Object.fromEntries(ids), query: rest[inputs.findIndex(input => input !== 'body')] },
    body: rest[inputs.indexOf('body')],
    headers: { 'Idempotency-Key': idempotencyKey, ...headers },
    parseAs: 'stream',
    fetch: request => send(request, plan, progress, settings),
  })
  const operation = `${method} ${settings.baseUrl}${path}`
  if (!response.ok) throw refusalOf(response, operation, error, settings.mask, progress)
  const data = await readSuccess(response, operation, progress)
  wrapSecrets(data, secrets)
  const { attempts } = progress
  return { data, response, requestId: requestIdOf(response), idempotencyKey: progress.idempotencyKey, attempts }
}

/** An empty id, or one of dots, would make the path another one: that of the whole collection. */
function readId(method: string, parameter: string, id: Argument): string {
  const value = String(id ?? '')
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`${method} needs a ${parameter}, and "${value}" is none.`)
  return value
}

/** Only pages that came over HTTPS have randomUUID. */
function newKey(): string {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new BigUint64Array(2)).join('-')
}
