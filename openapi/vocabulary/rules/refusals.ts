import type { Finding } from '../finding.ts'
import type { Model, OperationNode, ResponseNode } from '../model.ts'
import { hint, list } from '../nearest.ts'
import type { Node, Place } from '../node.ts'
import { refusalsOf } from '../refusals.ts'
import { codesOf, propertiesOf } from '../schema.ts'

/** An operation declares exactly the problem codes that rules give on it, each under its own status. */
export function refusals(model: Model): Finding[] {
  const statuses = statusesOf(model)
  const operations = model.operations.filter(({ words }) => words)
  return [
    ...grouped(operations.flatMap(operation => undeclared(model, operation, statuses))),
    ...grouped(operations.flatMap(operation => ungiven(model, operation))),
    ...operations.flatMap(({ responses }) => [...responses.flatMap(uncoded), ...responses.flatMap(misplaced)]),
  ]
}

/** The same thing wrong with one operation, or with many that share a response. */
interface Shared {
  readonly operation: string
  /** Where it is wrong for this operation alone. */
  readonly alone: Place
  /** Where it is wrong for all of them. */
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

function undeclared(model: Model, operation: OperationNode, statuses: ReadonlyMap<string, string>): Shared[] {
  const seen = new Set(operation.responses.flatMap(declaredBy).map(({ code }) => code))
  return refusalsOf(model, operation).flatMap(({ code, why, optional }) => {
    if (optional || seen.has(code)) return []
    seen.add(code)
    const status = statuses.get(code)
    const response = operation.responses.find(other => other.status === status)
    return [
      {
        operation: operation.id,
        alone: response?.at ?? operation.node.placeOf('responses'),
        shared: response?.node.at ?? operation.node.placeOf('responses'),
        says: `can refuse with \`${code}\` (${why}), but the contract does not say so`,
        advice:
          status === undefined
            ? `No problem schema has that code.${hint(code, statuses.keys())}`
            : `Add its schema to the ${status} response.`,
      },
    ]
  })
}

function ungiven(model: Model, operation: OperationNode): Shared[] {
  const given = new Set(refusalsOf(model, operation).map(({ code }) => code))
  return operation.responses.flatMap(response =>
    declaredBy(response)
      .filter(({ code }) => !given.has(code))
      .map(({ code, problem }) => ({
        operation: operation.id,
        alone: response.at,
        shared: problem.usedAt,
        says: `cannot refuse with \`${code}\`: no rule gives it there`,
        advice: `Take it out of the ${response.status} response, or add the rule.`,
      })),
  )
}

const isRefusal = ({ status }: ResponseNode) => /^[45]\d\d$/.test(status)

function declaredBy(response: ResponseNode): { code: string; problem: Node }[] {
  return isRefusal(response) && response.problem && response.schema ? codesOf(response.schema) : []
}

function misplaced(response: ResponseNode): Finding[] {
  return declaredBy(response).flatMap(({ code, problem }) => {
    const status = statusOf(problem)
    const message = `\`${code}\` is declared under ${response.status}, but its status is ${status}. Move it there.`
    return status === response.status ? [] : [{ message, at: response.at }]
  })
}

function uncoded(response: ResponseNode): Finding[] {
  if (!isRefusal(response) || declaredBy(response).length > 0) return []
  const message = `The ${response.status} response names no problem code. Describe it as application/problem+json with a schema whose \`code\` is a \`const\`, or remove it.`
  return [{ message, at: response.at }]
}

function statusOf(problem: Node): string {
  return String(propertiesOf(problem).get('status')?.read('const'))
}

/** The status of every problem schema by code. */
function statusesOf({ schemas }: Model): Map<string, string> {
  return new Map([...schemas.values()].flatMap(codesOf).map(({ code, problem }) => [code, statusOf(problem)]))
}
