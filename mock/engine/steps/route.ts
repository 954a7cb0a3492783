import { addRoute, createRouter, findRoute, type RouterContext } from 'rou3'
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { notFound, Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { normalizedPath } from '../request-target.ts'
import { maskPath } from '../values/mask.ts'

/** The operation of a request, and the values of its path parameters, percent-decoded. */
export interface Route {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

interface Path {
  /** An OpenAPI path template: `/api-keys/{key_id}`. */
  readonly template: string
  /** The names of its parameters, in order. */
  readonly names: readonly string[]
  /** By method. */
  readonly operations: ReadonlyMap<string, Operation>
}

const PARAMETER = /\{([^{}]+)\}/

/** Finds the operation of a path in a time that does not depend on the number of operations. */
export class Router {
  readonly #routes: RouterContext<Path> = createRouter<Path>()
  readonly #basePath: string

  /** The router of a contract, created for its first request. Mocks of the same contract share it. */
  static readonly of = perObject((contract: Contract) => new Router(contract))

  constructor(contract: Contract) {
    this.#basePath = contract.basePath
    const byPath = Map.groupBy(contract.operations, operation => operation.path)
    for (const [template, operations] of byPath) {
      addRoute(this.#routes, '', patternOf(template), {
        template,
        names: template.split(PARAMETER).filter((_, index) => index % 2 === 1),
        operations: withHead(new Map(operations.map(operation => [operation.method, operation]))),
      })
    }
  }

  /** Step one. @throws {Refusal} not_found, method_not_allowed */
  route(method: string, pathname: string): Route {
    const path = this.#below(pathname)
    const found = path === undefined ? undefined : findRoute(this.#routes, '', path)
    // The router takes `/products/` for `/products`, but a missing id must not become a list.
    if (!found || found.data.template.endsWith('/') !== path?.endsWith('/')) {
      const detail = `No operation at ${maskPath(pathname)}. The API is under ${this.#basePath || '/'}.`
      throw notFound(detail, 'route')
    }
    const { names, operations } = found.data
    const operation = operations.get(method)
    if (!operation) {
      const allow = [...operations.keys()].join(', ')
      throw new Refusal({
        code: 'method_not_allowed',
        detail: `${maskPath(pathname)} does not support ${method}. Use ${listOf(operations.keys(), 'or')}.`,
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

/** HEAD works wherever GET does (RFC 9110, 9.1). It follows GET in `Allow`. */
function withHead(operations: ReadonlyMap<string, Operation>): ReadonlyMap<string, Operation> {
  const get = operations.get('GET')
  if (!get || operations.has('HEAD')) return operations
  const entries = [...operations].flatMap(([method, operation]) =>
    method === 'GET'
      ? ([
          ['GET', get],
          ['HEAD', get],
        ] as const)
      : [[method, operation] as const],
  )
  return new Map(entries)
}

/** The template in the syntax of the router: a parameter is `:p0`, and characters with a meaning there are escaped. */
function patternOf(template: string): string {
  let count = 0
  const segments = template.split('/').map(segment => {
    const parts = segment.split(PARAMETER)
    const isParameter = parts.length === 3 && parts[0] === '' && parts[2] === ''
    return parts
      .map((part, index) => {
        if (index % 2 === 0) return encoded(part).replace(/[:*(){}\\+?]/g, '\\$&')
        return isParameter ? `:p${count++}` : `:p${count++}(.+)`
      })
      .join('')
  })
  return segments.join('/')
}

/** A literal part of a template as it is in the path of a URL. */
function encoded(literal: string): string {
  return normalizedPath(literal.replace(/[^\x21-\x7e]+/g, encodeURIComponent))
}

/** A parameter with malformed percent-encoding stays encoded. No id has a percent sign, so it is not found. */
function decode(value = ''): string {
  try {
    return value.includes('%') ? decodeURIComponent(value) : value
  } catch {
    return value
  }
}
