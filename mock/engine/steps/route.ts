import { addRoute, createRouter, findRoute, type RouterContext } from 'rou3'
import type { Contract, Operation } from '../../../openapi/generate/contract.ts'
import { notFound, Refusal } from '../refusal.ts'

/** The operation that a request is for, and the values of its path parameters, percent-decoded. */
export interface Route {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

/** The methods of one path template. */
type Methods = ReadonlyMap<string, Operation>

/** Finds operations by path in a time that does not depend on how many there are. */
export class Router {
  readonly #routes: RouterContext<Methods> = createRouter<Methods>()
  readonly #basePath: string

  constructor(contract: Contract) {
    this.#basePath = contract.basePath
    const byPath = Map.groupBy(contract.operations, operation => operation.path)
    for (const [path, operations] of byPath) {
      const methods = new Map(operations.map(operation => [operation.method, operation]))
      addRoute(this.#routes, '', path.replaceAll(/\{([^}]+)\}/g, ':$1'), methods)
    }
  }

  /** Step one. @throws {Refusal} not_found, method_not_allowed */
  route(method: string, pathname: string): Route {
    const path = this.#below(pathname)
    const found = path === undefined ? undefined : findRoute(this.#routes, '', path)
    if (!found) throw notFound(`There is nothing at ${pathname}; the API is under ${this.#basePath || '/'}.`, 'route')
    const operation = found.data.get(method)
    if (!operation) {
      const allow = [...found.data.keys()].join(', ')
      throw new Refusal({
        code: 'method_not_allowed',
        detail: `${pathname} has no ${method}; it has ${allow}.`,
        rule: 'route',
        headers: { Allow: allow },
      })
    }
    return { operation, params: decodeAll(found.params ?? {}) }
  }

  #below(pathname: string): string | undefined {
    if (!pathname.startsWith(`${this.#basePath}/`)) return undefined
    return pathname.slice(this.#basePath.length)
  }
}

/** A parameter with a malformed percent-encoding stays as it is: no id has a percent sign, so it is not found. */
function decodeAll(params: Readonly<Record<string, string>>): Record<string, string> {
  const decoded: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    try {
      decoded[name] = value.includes('%') ? decodeURIComponent(value) : value
    } catch {
      decoded[name] = value
    }
  }
  return decoded
}
