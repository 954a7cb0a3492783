import { addRoute, createRouter, findRoute, type RouterContext } from 'rou3'
import { basePathsOf, pathBelow } from '../../../openapi/contract/base-paths.ts'
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { once } from '../../../openapi/contract/lazy.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { listOf } from '../../../openapi/contract/prose.ts'
import { notFound, Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { normalizedPath, type RequestTarget } from '../request-target.ts'
import { type Masks, masksOf } from '../values/mask.ts'

/** The operation of a request, and the values of its path parameters. */
export interface Route {
  readonly operation: Operation
  /** Percent-decoded. */
  readonly params: Readonly<Record<string, string>>
  /** The same, as they were sent. In a list, an encoded comma is part of an item. */
  readonly encoded: Readonly<Record<string, string>>
}

/** The operations of all path templates that match the same paths: documents may have `/{project}` and `/{topic}`. */
interface Path {
  readonly plain: Operations
  /** Those of the templates that end with a slash. */
  readonly slashed: Operations
}

/** By method. */
type Operations = ReadonlyMap<string, readonly Choice[]>

/**
 * One of the operations of a method and a path. Documents whose URLs have several tell them apart by a fragment in the
 * path template, or by a query in it: `/#X-Amz-Target=Shop.ListOrders`, `/orders#status`, `/rest?method=orders.list`.
 */
interface Choice {
  readonly operation: Operation
  /** The names of the parameters in its path template, in order. */
  readonly names: readonly string[]
  /** The parameters, or headers, that a request must have; an empty value stands for any. */
  readonly conditions: readonly (readonly [name: string, value: string])[]
}

/** What tells the operations of one path apart. */
export interface RouteInput {
  readonly headers: Headers
  readonly target: Pick<RequestTarget, 'searchParams'>
}

/** The values of path parameters, by position. */
type Values = Readonly<Record<string, string>>

const NONE: Values = {}

const PARAMETER = /\{([^{}]+)\}/

/** Finds the operation of a path in a time that does not depend on the number of operations. */
export class Router {
  /** Each path is taken apart at its first request. */
  readonly #routes: RouterContext<() => Path> = createRouter()
  readonly #basePaths: readonly string[]
  readonly #ignoresSlash: boolean
  readonly #masks: Masks

  /** The router of a contract, created for its first request. Mocks of the same contract share it. */
  static readonly of = perObject((contract: Contract) => new Router(contract))

  constructor(contract: Contract) {
    this.#basePaths = basePathsOf(contract)
    this.#ignoresSlash = contract.dialect?.trailing_slash === 'ignore'
    this.#masks = masksOf(contract)
    // The router takes `/products/` for `/products`, but a missing id must not become a list.
    const byPattern = Map.groupBy(contract.operations, ({ path }) =>
      patternOf(withoutConditions(path).replace(/\/$/, '')),
    )
    for (const [pattern, operations] of byPattern)
      addRoute(
        this.#routes,
        '',
        pattern,
        once(() => ({
          plain: byMethod(operations.filter(({ path }) => !withoutConditions(path).endsWith('/'))),
          slashed: byMethod(operations.filter(({ path }) => withoutConditions(path).endsWith('/'))),
        })),
      )
  }

  /** Step one. @throws {Refusal} not_found, method_not_allowed */
  route(method: string, pathname: string, input?: RouteInput): Route {
    const found = this.#find(pathname)
    if (!found) {
      const where = this.#basePaths.includes('') ? '' : ` The API is under ${listOf(this.#basePaths, 'or')}.`
      const detail = `No operation at ${this.#masks.path(pathname)}.${where}`
      throw notFound(detail, 'route')
    }
    const { operations } = found
    const choices = operations.get(method)
    const choice = choices && choose(choices, input)
    if (!choice) {
      const allow = [...operations.keys()].join(', ')
      throw new Refusal({
        code: 'method_not_allowed',
        detail: `${this.#masks.path(pathname)} does not support ${method}. Use ${listOf(operations.keys(), 'or')}.`,
        rule: 'route',
        headers: { Allow: allow },
      })
    }
    const { operation, names } = choice
    const values = found.params ?? {}
    if (names.length === 0) return { operation, params: NONE, encoded: NONE }
    const sent = (index: number) => values[`p${index}`] ?? ''
    return {
      operation,
      params: Object.fromEntries(names.map((name, index) => [name, decode(sent(index))])),
      encoded: Object.fromEntries(names.map((name, index) => [name, sent(index)])),
    }
  }

  /** Whether an operation has this path, whatever its method. */
  has(pathname: string): boolean {
    return this.#find(pathname) !== undefined
  }

  #find(pathname: string): { readonly operations: Operations; readonly params?: Values } | undefined {
    for (const basePath of this.#basePaths) {
      const found = this.#findBelow(pathBelow(basePath, pathname))
      if (found) return found
    }
    return undefined
  }

  #findBelow(path: string | undefined): { readonly operations: Operations; readonly params?: Values } | undefined {
    const found = path === undefined ? undefined : findRoute(this.#routes, '', path)
    if (!found) return undefined
    const { plain, slashed } = found.data()
    const [own, other] = path?.endsWith('/') ? [slashed, plain] : [plain, slashed]
    const operations = own.size === 0 && this.#ignoresSlash ? other : own
    if (operations.size === 0) return undefined
    return { operations, ...(found.params && { params: found.params }) }
  }
}

function byMethod(operations: readonly Operation[]): Operations {
  return withHead(Map.groupBy(operations.map(choiceOf), ({ operation }) => operation.method))
}

/** A question mark before the last slash is a literal part of the path. */
function withoutConditions(path: string): string {
  return path.replace(/(#.*|\?[^/]*)$/s, '')
}

function choiceOf(operation: Operation): Choice {
  const template = withoutConditions(operation.path)
  const names = template.split(PARAMETER).filter((_, index) => index % 2 === 1)
  return { operation, names, conditions: conditionsIn(operation.path.slice(template.length + 1)) }
}

/** `term={term}` takes any value. */
function conditionsIn(text: string): Choice['conditions'] {
  return [...new URLSearchParams(text)].map(([name, value]) => [name, PARAMETER.test(value) ? '' : value])
}

/** The operation with the most conditions of those that the request meets; the first one if it meets none. */
function choose(choices: readonly Choice[], input: RouteInput | undefined): Choice | undefined {
  const [first, ...others] = choices
  if (others.length === 0 || !input) return first
  const met = choices.filter(({ conditions }) => conditions.every(condition => isMet(condition, input)))
  const [best] = met.sort((one, other) => other.conditions.length - one.conditions.length)
  return best ?? first
}

function isMet([name, value]: Choice['conditions'][number], { headers, target }: RouteInput): boolean {
  const sent = target.searchParams.get(name) ?? (/^[\w-]+$/.test(name) ? headers.get(name) : null)
  return sent !== null && (value === '' || sent === value)
}

/** HEAD works wherever GET does (RFC 9110, 9.1). It follows GET in `Allow`. */
function withHead(operations: Operations): Operations {
  const get = operations.get('GET')
  if (!get || operations.has('HEAD')) return operations
  const entries = [...operations].flatMap(([method, choices]) =>
    method === 'GET'
      ? ([
          ['GET', get],
          ['HEAD', get],
        ] as const)
      : [[method, choices] as const],
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
function decode(value: string): string {
  try {
    return value.includes('%') ? decodeURIComponent(value) : value
  } catch {
    return value
  }
}
