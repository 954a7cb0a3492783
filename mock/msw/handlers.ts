/** The handlers of a mock. */

import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import { isPreflight } from '../api/cors.ts'
import { operationOf } from '../api/operations.ts'
import { normalizedPath } from '../engine/request-target.ts'
import { Router } from '../engine/steps/route.ts'
import { masksOf } from '../engine/values/mask.ts'
import { Base } from './base.ts'
import { createHandler, type MockHandler } from './handler.ts'

export interface HandlersOptions {
  readonly contract: Contract
  /** The base URL of the API. Defaults to the servers of the document, or to any origin with the contract's base path. */
  readonly baseUrl?: string | undefined
  readonly respond: (request: Request) => Promise<Response>
}

/** Creates the handlers of one mock. */
export class Handlers {
  readonly #options: HandlersOptions
  #knownBase: Base | undefined
  #all: MockHandler | undefined

  /** @throws {RangeError} if the base URL does not end with the contract's base path */
  constructor(options: HandlersOptions) {
    this.#options = options
    if (options.baseUrl !== undefined) this.#knownBase = new Base(options.contract, options.baseUrl)
  }

  /** Created when it is needed: a mock of a document without servers works without handlers. */
  get #base(): Base {
    this.#knownBase ??= new Base(this.#options.contract, this.#options.baseUrl)
    return this.#knownBase
  }

  /**
   * One handler for everything below the base path. MSW tries handlers one after the other, so with one handler for each
   * operation, a request would take longer the more operations there are, and unknown paths would reach the network.
   */
  get all(): MockHandler {
    this.#all ??= createHandler({
      header: `ALL ${this.#base}/* (${this.#options.contract.title})`,
      method: /.+/,
      path: `${this.#base}/*`,
      matches: request => this.#base.includes(new URL(request.url)),
      respond: this.#options.respond,
      operationOf: request => this.#operationOf(request)?.id,
      masks: masksOf(this.#options.contract),
    })
    return this.#all
  }

  /** @throws {RangeError} if the contract has no such operation */
  for(id: string): MockHandler {
    const operation = operationOf(this.#options.contract, id)
    const path = this.#base + operation.path.replaceAll(/\{([^{}]+)\}/g, ':$1')
    return createHandler({
      header: `${operation.method} ${path} (${id})`,
      method: operation.method,
      path,
      matches: request => this.#operationOf(request, operation.method) === operation,
      respond: this.#options.respond,
      operationOf: () => id,
      masks: masksOf(this.#options.contract),
    })
  }

  /** @param asked the method that a preflight asks for, if it does not say so */
  #operationOf(request: Request, asked = ''): Operation | undefined {
    const url = new URL(request.url)
    if (!this.#base.includes(url)) return undefined
    // A preflight belongs to the operation that it asks for.
    const method = isPreflight(request)
      ? (request.headers.get('Access-Control-Request-Method') ?? asked)
      : request.method
    try {
      return Router.of(this.#options.contract).route(method, normalizedPath(url.pathname)).operation
    } catch (thrown) {
      if (thrown instanceof Refusal) return undefined
      throw thrown
    }
  }
}
