import type { RequestHandler } from 'msw'
import { BrokenConnectionError } from '../api/broken-connection-error.ts'
import { logAnswer } from './log.ts'

export interface HandlerOptions {
  /** What it answers, for people: `POST https://shop.test/api/v1/api-keys (createApiKey)`. */
  readonly header: string
  /** A method, or what matches methods. */
  readonly method: string | RegExp
  /** In MSW's form, with a star for any origin. */
  readonly path: string
  readonly matches: (request: Request) => boolean
  readonly answer: (request: Request) => Promise<Response>
  /** The id of the operation that a request is for. */
  readonly operationOf: (request: Request) => string | undefined
}

interface Asked {
  readonly request: Request
  readonly requestId: string
}

/**
 * A handler of MSW's, made without MSW. `mock.handlers` is read at once and may never be given to MSW, so MSW would have
 * to be loaded whenever the mock is: it is an optional peer, costs more time than the mock itself, and could only be
 * waited for (`import()`) or loaded in Node alone (`require`). MSW asks a handler for the members below and not for its
 * class (3.0.5: core/utils/execute-handlers.ts, core/experimental/handlers-controller.ts and frames/http-frame.ts).
 */
class Handler {
  readonly kind = 'request'
  readonly info: { readonly header: string; readonly method: string | RegExp; readonly path: string }
  isUsed = false
  readonly #options: HandlerOptions

  constructor(options: HandlerOptions) {
    this.#options = options
    const { header, method, path } = options
    this.info = { header, method, path }
  }

  /** Answers, or leaves the request to the next handler: null. The body is not touched then. */
  async run({ request, requestId }: Asked) {
    if (!this.#options.matches(request)) return null
    this.isUsed = true
    const response = await this.#answer(request)
    return { handler: this, request, requestId, response, parsedResult: this.parse() }
  }

  /** A call that comes to no answer is none that failed: MSW would answer 500, and say that the handler is broken. */
  async #answer(request: Request): Promise<Response> {
    try {
      return await this.#options.answer(request)
    } catch (thrown) {
      if (thrown instanceof BrokenConnectionError || request.signal.aborted) return Response.error()
      throw thrown
    }
  }

  async test({ request }: Pick<Asked, 'request'>): Promise<boolean> {
    return this.predicate({ request })
  }

  predicate({ request }: Pick<Asked, 'request'>): boolean {
    return this.#options.matches(request)
  }

  /** What MSW hands from here to `predicate` and `log`, which need the request alone. */
  parse() {
    return {}
  }

  log({ request, response }: { readonly request: Request; readonly response: Response }): Promise<void> {
    return logAnswer(request, response, this.#options.operationOf(request))
  }

  /** These three would forget what a handler of MSW's keeps between requests. The mock has its own `reset`. */
  reset(): void {}
  restore(): void {}
  dispose(): void {}
}

/** The one cast: MSW's class has private members, so that nothing else is of its type. */
export const createHandler = (options: HandlerOptions) => new Handler(options) as unknown as RequestHandler
