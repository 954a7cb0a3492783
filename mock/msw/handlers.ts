import type { RequestHandler } from 'msw'
import type { Contract, Operation } from '../../openapi/contract/contract.ts'
import { Refusal } from '../../openapi/vocabulary/engine/refusal.ts'
import { operationOf } from '../api/operations.ts'
import { Router } from '../engine/steps/route.ts'
import { Base } from './base.ts'
import { createHandler } from './handler.ts'

export interface HandlersOptions {
  readonly contract: Contract
  /** The one place where the API is; any origin unless said. */
  readonly baseUrl?: string | undefined
  readonly answer: (request: Request) => Promise<Response>
}

/** Makes the handlers of one mock. */
export class Handlers {
  readonly #options: HandlersOptions
  readonly #base: Base
  #all: RequestHandler | undefined

  /** @throws {RangeError} where the base URL does not fit the contract */
  constructor(options: HandlersOptions) {
    this.#options = options
    this.#base = new Base(options.contract, options.baseUrl)
  }

  /**
   * One handler for all that is under the base path: MSW tries handlers one after the other, so one for each operation
   * would cost the more the more operations there are, and would leave unknown paths to the network.
   */
  get all(): RequestHandler {
    this.#all ??= createHandler({
      header: `ALL ${this.#base}/* (${this.#options.contract.title})`,
      method: /.+/,
      path: `${this.#base}/*`,
      matches: request => this.#base.includes(new URL(request.url)),
      answer: this.#options.answer,
      operationOf: request => this.#operationOf(request)?.id,
    })
    return this.#all
  }

  /** @throws {RangeError} where the contract has no such operation */
  for(id: string): RequestHandler {
    const operation = operationOf(this.#options.contract, id)
    const path = this.#base + operation.path.replaceAll(/\{([^{}]+)\}/g, ':$1')
    return createHandler({
      header: `${operation.method} ${path} (${id})`,
      method: operation.method,
      path,
      matches: request => request.method === operation.method && this.#operationOf(request) === operation,
      answer: this.#options.answer,
      operationOf: () => id,
    })
  }

  #operationOf(request: Request): Operation | undefined {
    const url = new URL(request.url)
    if (!this.#base.includes(url)) return undefined
    try {
      return Router.of(this.#options.contract).route(request.method, url.pathname).operation
    } catch (thrown) {
      if (thrown instanceof Refusal) return undefined
      throw thrown
    }
  }
}
