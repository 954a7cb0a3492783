import { addRoute, createRouter, findRoute, type RouterContext } from 'rou3'
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { notFound, Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { perObject } from '../per-object.ts'
import { maskPath } from '../values/mask.ts'

/** The operation that a request is for, and the values of its path parameters, percent-decoded. */
export interface Route {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

interface Path {
  /** An OpenAPI path template: `/api-keys/{key_id}`. */
  readonly template: string
  /** The names of its parameters, in order. */
  readonly names: readonly string[]
  readonly operations: ReadonlyMap<string, Operation>
}

const PARAMETER = /\{([^{}]+)\}/

/** Finds operations by path in a time that does not depend on how many there are. */
export class Router {
  readonly #routes: RouterContext<Path> = createRouter<Path>()
  readonly #basePath: string

  /** The router of a contract, made for its first request; mocks of the same contract share it. */
  static readonly of = perObject((contract: Contract) => new Router(contract))

  constructor(contract: Contract) {
    this.#basePath = contract.basePath
    const byPath = Map.groupBy(contract.operations, operation => operation.path)
    for (const [template, operations] of byPath) {
      addRoute(this.#routes, '', patternOf(template), {
        template,
        names: template.split(PARAMETER).filter((_, index) => index % 2 === 1),
        operations: new Map(operations.map(operation => [operation.method, operation])),
      })
    }
  }

  /** Step one. @throws {Refusal} not_found, method_not_allowed */
  route(method: string, pathname: string): Route {
    const path = this.#below(pathname)
    const found = path === undefined ? undefined : findRoute(this.#routes, '', path)
    // The router does not tell `/products/` from `/products`, but the id that is missing there must not become a list.
    if (!found || found.data.template.endsWith('/') !== path?.endsWith('/')) {
      const detail = `There is nothing at ${maskPath(pathname)}; the API is under ${this.#basePath || '/'}.`
      throw notFound(detail, 'route')
    }
    const { names, operations } = found.data
    const operation = operations.get(method)
    if (!operation) {
      const allow = [...operations.keys()].join(', ')
      throw new Refusal({
        code: 'method_not_allowed',
        detail: `${maskPath(pathname)} has no ${method}; it has ${allow}.`,
        rule: 'route',
        headers: { Allow: allow },
      })
    }
    const values = found.params ?? {}
    return { operation, params: Object.fromEntries(names.map((name, index) => [name, decode(values[`p${index}`])])) }
  }

  #below(pathname: string): string | undefined {
    if (!pathname.startsWith(`${this.#basePath}/`)) return undefined
    return pathname.slice(this.#basePath.length)
  }
}

/** The template in the router's own language, in which a parameter is `:p0` and much of what a path may hold has a meaning. */
function patternOf(template: string): string {
  let count = 0
  const segments = template.split('/').map(segment => {
    const parts = segment.split(PARAMETER)
    const isParameter = parts.length === 3 && parts[0] === '' && parts[2] === ''
    return parts
      .map((part, index) => {
        if (index % 2 === 0) return part.replace(/[:*(){}\\+?]/g, '\\$&')
        return isParameter ? `:p${count++}` : `:p${count++}(.+)`
      })
      .join('')
  })
  return segments.join('/')
}

/** A parameter with a malformed percent-encoding stays as it is: no id has a percent sign, so it is not found. */
function decode(value = ''): string {
  try {
    return value.includes('%') ? decodeURIComponent(value) : value
  } catch {
    return value
  }
}
