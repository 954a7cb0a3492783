import type { Middleware } from 'openapi-fetch'
import type { Outgoing } from '../requests/outgoing.ts'
import { writeQuery } from '../requests/write-query.ts'
import { mergeHeaders } from '../requests/write-request.ts'
import type { Settings } from '../settings.ts'
import type { Received } from './attempt.ts'
import type { BareClient, BareOptions, BareResult } from './bare-client.ts'
import type { Progress } from './progress.ts'
import { readableResponse, type SendOptions, send } from './send.ts'

/** What `shop.fetch` is, without the types of the paths. */
export type BareCalls = Readonly<Record<string, (...args: never[]) => unknown>>

/** Sends the requests of a client. */
export interface Transport {
  /** The methods of openapi-fetch, which load it. */
  readonly client: BareCalls
  /** Sends a request of a method. */
  send(request: Outgoing, params: BareOptions['params'], options: SendOptions, progress: Progress): Promise<Answer>
}

/** A response with its body, which has been read. */
export interface Answer {
  readonly response: Response
  readonly body: string | Blob
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE']

export function createTransport(settings: Settings): Transport {
  const middleware: Middleware[] = []
  let bare: Promise<BareClient> | undefined
  const load = async () => {
    const { createBareClient } = await import('./bare-client.ts')
    return createBareClient({ settings, middleware, mergeHeaders, writeQuery, send, readableResponse })
  }
  const request = async (method: string, path: string, options: BareOptions = {}): Promise<BareResult> => {
    bare ??= load()
    return (await bare).call(method.toUpperCase(), path, options)
  }
  return {
    client: {
      ...Object.fromEntries(
        METHODS.map(method => [method, (path: string, options?: BareOptions) => request(method, path, options)]),
      ),
      request,
      use: (...added: Middleware[]) => {
        middleware.push(...added)
      },
      eject: (...removed: Middleware[]) => {
        for (const one of removed) if (middleware.includes(one)) middleware.splice(middleware.indexOf(one), 1)
      },
    },
    async send(outgoing, params, options, progress) {
      if (middleware.length > 0) {
        bare ??= load()
        const sendOn = (changed: Outgoing) => send(changed, options, progress, settings, readableResponse)
        const { response, error = '' } = await (await bare).pass(outgoing, progress.path ?? '', params, sendOn)
        return { response, body: await bodyOf(response, error, outgoing) }
      }
      // Only middleware reads the body of the response: without it the text is enough, and quicker.
      let body: string | Blob = ''
      const response = await send(outgoing, options, progress, settings, (received: Received) => {
        body = received.body
        return readableResponse({ ...received, body: '' })
      })
      return { response, body }
    },
  }
}

/** The body of a response that middleware can have replaced. openapi-fetch has parsed that of an error. */
async function bodyOf(response: Response, error: unknown, { isForFile }: Outgoing): Promise<string | Blob> {
  if (response.ok) return isForFile ? response.blob() : response.text()
  return typeof error === 'string' ? error : JSON.stringify(error)
}
