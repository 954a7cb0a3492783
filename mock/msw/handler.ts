/** One handler for MSW. */

import type { RequestHandler } from 'msw'
import { BrokenConnectionError } from '../engine/broken-connection-error.ts'
import type { Masks } from '../engine/values/mask.ts'
import { logResponse } from './log-response.ts'

/** A handler of a mock for MSW. Declarations of other packages can name this type. */
export interface MockHandler extends RequestHandler {}

export interface HandlerOptions {
  /** How MSW shows the handler: `POST https://shop.test/api/v1/api-keys (createApiKey)`. */
  readonly header: string
  /** A method, or a pattern for methods. */
  readonly method: string | RegExp
  /** In MSW's syntax, with `*` for any origin. */
  readonly path: string
  readonly matches: (request: Request) => boolean
  readonly respond: (request: Request) => Promise<Response>
  /** The id of the operation that a request calls. */
  readonly operationOf: (request: Request) => string | undefined
  readonly masks: Masks
}

interface RunArguments {
  readonly request: Request
  readonly requestId: string
}

/**
 * A handler for MSW that does not need MSW. `mock.handlers` is a synchronous property, so MSW would have to be loaded with
 * the mock: it is an optional peer, takes longer to load than the mock itself, and synchronous loading (`require`) exists
 * in Node.js only. MSW uses the members below and does not check the class of a handler (3.0.5:
 * core/utils/execute-handlers.ts, core/experimental/handlers-controller.ts and frames/http-frame.ts; 2.4 to 2.12 also
 * core/utils/internal/isHandlerKind.ts).
 */
class Handler {
  readonly kind = 'request'
  /** MSW before 2.13 has this in place of `kind`. */
  readonly __kind = 'RequestHandler'
  readonly info: { readonly header: string; readonly method: string | RegExp; readonly path: string }
  isUsed = false
  readonly #options: HandlerOptions

  constructor(options: HandlerOptions) {
    this.#options = options
    const { header, method, path } = options
    this.info = { header, method, path }
  }

  /** Responds, or returns null for requests of other handlers. It does not read their bodies. */
  async run({ request, requestId }: RunArguments) {
    if (!this.#options.matches(request)) return null
    this.isUsed = true
    const response = await this.#respond(request)
    return { handler: this, request, requestId, response, parsedResult: this.parse() }
  }

  /** A broken connection is not a failure of the handler, for which MSW would respond with a 500 and a warning. */
  async #respond(request: Request): Promise<Response> {
    try {
      return await this.#options.respond(request)
    } catch (thrown) {
      if (thrown instanceof BrokenConnectionError || request.signal.aborted) return Response.error()
      throw thrown
    }
  }

  async test({ request }: Pick<RunArguments, 'request'>): Promise<boolean> {
    return this.predicate({ request })
  }

  predicate({ request }: Pick<RunArguments, 'request'>): boolean {
    return this.#options.matches(request)
  }

  /** MSW passes the result to `predicate` and `log`, which need only the request. */
  parse() {
    return {}
  }

  log({ request, response }: { readonly request: Request; readonly response: Response }): Promise<void> {
    return logResponse(request, response, this.#options.operationOf(request), this.#options.masks)
  }

  /** In MSW, these reset the state of a handler. This one has none: the mock has its own `reset`. */
  reset(): void {}
  restore(): void {}
  dispose(): void {}
}

/** The cast is necessary: MSW's class has private members, so no other object has its type. */
export const createHandler = (options: HandlerOptions) => new Handler(options) as unknown as MockHandler
