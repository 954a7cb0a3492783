import { isDeclaredStatus, refusalStatuses } from '../../contract/refusal-statuses.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Finding } from '../finding.ts'
import { documentWords, type Model, type OperationNode, type ResponseNode } from '../model/model.ts'
import type { Node, Place } from '../model/node.ts'
import { codesOf, propertiesOf } from '../model/schema.ts'
import { hint, list } from '../nearest.ts'
import { keywordRefusals, refusalsOf } from '../refusals.ts'

/**
 * An operation declares exactly the error codes that rules give on it, each under its own status. In a document that is
 * not strict, a response with the status is enough, and only what keywords refuse is declared.
 */
export function declaredRefusals(model: Model): Finding[] {
  return model.isStrict ? strictly(model) : leniently(model)
}

function leniently(model: Model): Finding[] {
  const codes = statusesOf(model)
  const missing = model.operations.flatMap(operation => {
    const declared = operation.responses.map(({ status }) => status)
    return keywordRefusals(model, operation).flatMap(({ code, keyword, optional, why }) => {
      const known = dialectStatus(model, operation, code) ?? codes.get(code)
      const statuses = known === undefined ? refusalStatuses(code, keyword) : [Number(known)]
      // `security` itself says that credentials are required.
      const isDeclared = statuses.some(status => isDeclaredStatus(status, declared))
      if (optional || keyword === 'accepts_any' || isDeclared) return []
      const says = `can respond with ${statuses[0]} \`${code}\` (${why}), but the document does not declare it`
      return [{ id: operation.id, at: operation.node.placeOf('responses'), says, status: statuses[0] }]
    })
  })
  return [...Map.groupBy(missing, ({ says }) => says).values()].flatMap(([first, ...others]): Finding[] => {
    if (!first) return []
    const names = some([...new Set([first, ...others].map(({ id }) => id))])
    const message = `${names} ${first.says}. Add a ${first.status} response.`
    return [{ message, at: first.at, isLenient: true }]
  })
}

/** The status that the error dialect of the document, or that of the operation, gives a code. */
function dialectStatus(model: Model, { words }: OperationNode, code: string): number | undefined {
  const { codes = {} } = documentWords(model).errors ?? {}
  return words?.errors?.[code]?.status ?? (codes[code] ?? codes.default)?.status
}

function strictly(model: Model): Finding[] {
  const statuses = statusesOf(model)
  const answers = model.operations
    .filter(({ words }) => words)
    .map(operation => ({
      operation,
      given: refusalsOf(model, operation),
      declared: operation.responses.flatMap(declaredBy),
    }))
  return [
    ...grouped(answers.flatMap(answer => undeclared(model, answer, statuses))),
    ...grouped(answers.flatMap(ungiven)),
    ...grouped(answers.flatMap(misplaced)),
    ...answers.flatMap(uncoded),
  ]
}

interface Answers {
  readonly operation: OperationNode
  readonly given: readonly ExpectedRefusal[]
  readonly declared: readonly Declared[]
}

/** An error code in a response of an operation. */
interface Declared {
  readonly code: string
  readonly problem: Node
  readonly response: ResponseNode
}

/** The same error in one operation, or in many that share a response. */
interface Shared {
  readonly operation: string
  /** The place of the error if only this operation has it. */
  readonly alone: Place
  /** The place of the error if they all have it. */
  readonly shared: Place
  readonly says: string
  readonly advice: string
}

function grouped(all: readonly Shared[]): Finding[] {
  const groups = Map.groupBy(all, ({ shared, says }) => `${shared.absolutePointer} ${says}`)
  return [...groups.values()].flatMap(group => {
    const [first] = group
    if (!first) return []
    const { says, advice, alone, shared } = first
    const message = `${some(group.map(({ operation }) => operation))} ${says}. ${advice}`
    return [{ message, at: group.length === 1 ? alone : shared }]
  })
}

const NAMED = 5

/** All names, or the first few and how many more. */
function some(names: readonly string[]): string {
  if (names.length <= NAMED) return list(names)
  return `${names
    .slice(0, NAMED)
    .map(name => `\`${name}\``)
    .join(', ')} and ${names.length - NAMED} more`
}

function undeclared(model: Model, { operation, given, declared }: Answers, statuses: Statuses): Shared[] {
  const seen = new Set(declared.map(({ code }) => code))
  return given.flatMap(({ code, why, optional }) => {
    if (optional || seen.has(code)) return []
    seen.add(code)
    const status = statuses.get(code)
    const response = operation.responses.find(other => other.status === status)
    const responses = operation.node.placeOf('responses')
    return [
      {
        operation: operation.id,
        alone: response?.at ?? responses,
        shared: response?.node.at ?? (status === undefined ? model.root.placeOf('components') : responses),
        says: `can respond with \`${code}\` (${why}), but the contract does not declare it`,
        advice:
          status === undefined
            ? `No problem schema has that code.${hint(code, statuses.keys())}`
            : `Add its schema to the ${status} response.`,
      },
    ]
  })
}

function ungiven({ operation, given, declared }: Answers): Shared[] {
  return declared
    .filter(({ code }) => !given.some(refusal => refusal.code === code))
    .map(({ code, problem, response }) => ({
      operation: operation.id,
      alone: response.at,
      shared: problem.usedAt,
      says: `cannot respond with \`${code}\`: no rule gives it there`,
      advice: `Remove it from the ${response.status} response, or add the rule.`,
    }))
}

function misplaced({ operation, declared }: Answers): Shared[] {
  return declared.flatMap(({ code, problem, response }) => {
    const status = statusOf(problem)
    if (status === undefined || status === response.status) return []
    const says = `cannot respond with \`${code}\` under ${response.status}: its status is ${status}`
    const advice = `Move it to the ${status} response.`
    return [{ operation: operation.id, alone: response.at, shared: problem.at, says, advice }]
  })
}

function uncoded({ operation, declared }: Answers): Finding[] {
  return operation.responses
    .filter(response => isRefusal(response) && !declared.some(other => other.response === response))
    .map(({ status, at }) => ({
      message: `The ${status} response has no error code. Describe it as application/problem+json with a schema whose \`code\` is a \`const\`, or remove it.`,
      at,
    }))
}

const isRefusal = ({ status }: ResponseNode) => /^[45]\d\d$/.test(status)

function declaredBy(response: ResponseNode): Declared[] {
  if (!isRefusal(response) || !response.problem || !response.schema) return []
  return codesOf(response.schema).map(({ code, problem }) => ({ code, problem, response }))
}

/** Undefined if the schema leaves the status open. */
function statusOf(problem: Node): string | undefined {
  const status = propertiesOf(problem).get('status')?.read('const')
  return status === undefined ? undefined : String(status)
}

/** The status of every problem schema with one, by code. */
type Statuses = ReadonlyMap<string, string>

function statusesOf({ schemas }: Model): Statuses {
  return new Map(
    [...schemas.values()].flatMap(codesOf).flatMap(({ code, problem }): [string, string][] => {
      const status = statusOf(problem)
      return status === undefined ? [] : [[code, status]]
    }),
  )
}
