import { readSuccess, refusalOf, requestIdOf } from './answer.ts'
import { type Call, callOf, type WithResponse } from './call.ts'
import type { Operation, ResourceTable, Trait } from './generated/resources.ts'
import { need } from './need.ts'
import type { Settings } from './options.ts'
import { pagesOf } from './pages.ts'
import type { Argument, Members } from './request-options.ts'
import type { Progress } from './transport/progress.ts'
import { send } from './transport/send.ts'
import type { Transport } from './transport/transport.ts'

/** Its arguments: the ids of the path, then the body, then the query, then the options of the call. */
export type Method = (...args: Argument[]) => Call<unknown>

/** The arguments of a method by their names: `key_id`, `body`, `query`, `options`. */
interface Input {
  readonly body?: unknown
  readonly query?: Members
  readonly options?: Members
  [id: string]: unknown
}

/** The method that calls an operation. */
export function methodOf(
  [resource, root, id]: ResourceTable,
  secrets: readonly string[],
  [name, method, rest, traits]: Operation,
  settings: Settings,
  transport: Transport,
): Method {
  const operation = `${resource}.${name}`
  const path = root + rest.replace('{}', `{${id}}`)
  const parameters = path.match(/\w+(?=\})/g) ?? []
  const has = (trait: Trait) => traits.includes(trait)
  const takesKey = has('key')
  const isPaged = has('pages')
  const mayBeEmpty = has('empty')
  const names = [...parameters, ...(traits.match(/body|query/g) ?? []), 'options']

  async function answerTo({ query, body, options = {}, ...ids }: Input): Promise<WithResponse<unknown>> {
    for (const name of parameters) {
      const id = `${ids[name] ?? ''}`
      // An empty id, or one of dots, would make the path another one: that of the whole collection.
      need(!/^\.{0,2}$/.test(id), `"${id}" in ${operation}`, `a ${name}`)
      ids[name] = id
    }
    const progress: Progress = { operation, path, method, url: settings.baseUrl + path, attempts: 0 }
    const { idempotencyKey, headers } = options
    let kept: string | undefined
    // The signal is not given to the request, which would leave a listener on it.
    const { response, error } = await transport[method](path, {
      params: { path: ids, query, header: headers },
      body,
      headers: takesKey ? { 'Idempotency-Key': idempotencyKey || newKey() } : {},
      parseAs: 'stream',
      fetch: request =>
        send(request, options, progress, settings, text => {
          kept = text
        }),
    })
    if (!response.ok) throw refusalOf(response, error, settings.mask, progress)
    const text = kept ?? (await response.text())
    return {
      data: mayBeEmpty && response.status === 204 ? undefined : readSuccess(response, text, secrets, progress),
      response,
      requestId: requestIdOf(response),
      idempotencyKey: progress.idempotencyKey,
      attempts: progress.attempts,
    }
  }

  const call = (input: Input) => callOf(answerTo(input))
  return (...args) => {
    const input: Input = {}
    for (const name of names) input[name] = args.shift()
    const { query, options } = input
    const first = call(input)
    const fetchPage = (cursor: string) => call({ ...input, query: { ...query, cursor } })
    return isPaged ? pagesOf(first, fetchPage, operation, query?.cursor, options?.maxItems) : first
  }
}

/** 128 random bits. Pages that came without HTTPS have no randomUUID. */
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
