import { readSuccess, refusalOf, requestIdOf } from './answer.ts'
import { type Call, callOf, type WithResponse } from './call.ts'
import type { OperationRow, Trait } from './generated/resources.ts'
import type { Settings } from './options.ts'
import { pagesOf } from './pages.ts'
import type { Progress } from './progress.ts'
import { type Argument, membersOf } from './request-options.ts'
import { wrapSecrets } from './secret.ts'
import { send } from './send.ts'
import type { Transport } from './transport.ts'

/** Its arguments: the ids of the path, then the body, then the query, then the options of the call. */
export type Method = (...args: readonly Argument[]) => Call<unknown>

/** The method that calls an operation. */
export function methodOf(
  resource: string,
  root: string,
  [name, method, rest, , ...traits]: OperationRow,
  settings: Settings,
  transport: Transport,
): Method {
  const operation = `${resource}.${name}`
  const path = root + rest
  const parameters = path.match(/(?<=\{)[^}]+/g) ?? []
  const secrets = traits.flatMap(trait => (trait.startsWith('=') ? [trait.slice(1)] : []))
  const has = (trait: Trait) => traits.includes(trait)
  let place = parameters.length
  // No argument has the place -1.
  const bodyPlace = has('body') ? place++ : -1
  const queryPlace = has('pages') || has('query') ? place++ : -1

  async function answerTo(args: readonly Argument[]): Promise<WithResponse<unknown>> {
    const progress: Progress = { operation, path, attempts: 0 }
    const ids: Record<string, string> = {}
    parameters.forEach((parameter, index) => {
      ids[parameter] = readId(operation, parameter, args[index])
    })
    const options = membersOf(args[place])
    const { idempotencyKey = has('key') ? newKey() : undefined, headers } = options
    let kept: string | undefined
    // The signal is not given to the request, which would leave a listener on it.
    const { response, error } = await transport[method](path, {
      params: { path: ids, query: membersOf(args[queryPlace]) },
      body: args[bodyPlace],
      headers: { 'Idempotency-Key': idempotencyKey, ...headers },
      parseAs: 'stream',
      fetch: request =>
        send(request, options, progress, settings, text => {
          kept = text
        }),
    })
    const where = `${method} ${settings.baseUrl}${path}`
    if (!response.ok) throw refusalOf(response, where, error, settings.mask, progress)
    const text = kept ?? (await response.text())
    const isEmpty = has('empty') && response.status === 204
    const data = isEmpty ? undefined : readSuccess(response, text, where, progress)
    // A list of keys without secrets need not be walked through.
    if (secrets.some(secret => text.includes(secret))) wrapSecrets(data, secrets)
    return {
      data,
      response,
      requestId: requestIdOf(response),
      idempotencyKey: progress.idempotencyKey,
      attempts: progress.attempts,
    }
  }

  const call = (args: readonly Argument[]) => callOf(answerTo(args))
  if (!has('pages')) return (...args) => call(args)
  return (...args) => {
    const query = membersOf(args[queryPlace])
    const fetchPage = (cursor: string) => call(args.toSpliced(queryPlace, 1, { ...query, cursor }))
    return pagesOf(call(args), fetchPage, operation, query.cursor, membersOf(args[place]).maxItems)
  }
}

/** An empty id, or one of dots, would make the path another one: that of the whole collection. */
function readId(operation: string, parameter: string, id: Argument): string {
  const value = String(id ?? '')
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`${operation} needs a ${parameter}, and "${value}" is none.`)
  return value
}

/** Only pages that came over HTTPS have randomUUID. */
function newKey(): string {
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new BigUint64Array(2)).join('-')
}
