import { capitalized, listOf } from '../../contract/prose.ts'
import type { ExpectedRefusal } from '../expected-refusal.ts'
import type { Links } from '../links.ts'
import { acceptsAny } from '../model/credentials.ts'
import type { Model, OperationNode, SecurityAlternative } from '../model/model.ts'
import { codesOf } from '../model/schema.ts'
import { code } from '../prose.ts'
import { keywordRefusals, refusalsOf } from '../refusals.ts'

/** Who may call an operation, as Markdown. */
export function explainCallers(model: Model, operation: OperationNode): string {
  return `**Who may call.** ${callers(model, operation)}`
}

function callers(model: Model, { security }: OperationNode): string {
  if (security.length === 0) return 'Anyone. No credentials are needed.'
  const ways = [...Map.groupBy(security, alternative => credentialOf(model, alternative))].map(([name, own]) => {
    const [alternative] = own
    const permissions = [...new Set(Object.values(alternative?.schemes ?? {}).flat())]
    const needs = permissions.length === 0 ? '' : ` with ${listOf(permissions.map(code))}`
    return `${name}${needs}${selections(model, own)}`
  })
  return `${capitalized(listOf(ways, 'or'))}.`
}

/** The credential of an alternative, by the title of its resource: `an API key`. */
function credentialOf({ schemes, resources }: Model, alternative: SecurityAlternative): string {
  for (const name of Object.keys(alternative.schemes)) {
    const scheme = schemes.get(name)
    const words = scheme?.words
    if (acceptsAny(scheme)) return `anyone with a credential for ${code(name)}`
    if (!words || !('authenticates' in words)) continue
    const title = resources.get(words.authenticates)?.schema.text('title') ?? words.authenticates
    return title.startsWith('API') ? `an ${title}` : `a ${title.toLowerCase()}`
  }
  return 'anyone'
}

/** The headers that select a record, required or optional. */
function selections({ schemes }: Model, alternatives: readonly SecurityAlternative[]): string {
  const named = [...schemes.values()].flatMap(({ name, node, words }) => {
    if (!words || !('selects' in words)) return []
    const count = alternatives.filter(alternative => name in alternative.schemes).length
    if (count === 0) return []
    const header = code(node.text('name') ?? name)
    return [count === alternatives.length ? `and the header ${header}` : `(the header ${header} is optional)`]
  })
  return named.length === 0 ? '' : ` ${named.join(' ')}`
}

export interface ExplainedError {
  /** The status of the response that declares it. Only documents that are not strict have errors without one. */
  readonly status?: string
  /** As Markdown: the code, what it means, and the rule behind it. */
  readonly text: string
}

/** The errors of an operation, and the rules behind them. */
export function explainErrors(model: Model, operation: OperationNode, links: Links): readonly ExplainedError[] {
  const reasons = Map.groupBy(refusalsOf(model, operation), ({ code }) => code)
  const declared = operation.responses.flatMap(({ status, schema, problem }) =>
    schema && problem
      ? codesOf(schema).map(({ code, problem }) => ({ code, status, title: problem.text('title') }))
      : [],
  )
  const codes = new Set(declared.map(({ code }) => code))
  const undeclared = keywordRefusals(model, operation).filter(({ code, optional }) => !optional && !codes.has(code))
  return [
    ...declared.map(({ code, status, title = '' }) => {
      const parts = [title, reasonsOf(reasons.get(code))].filter(part => part !== '')
      return { status, text: `${links.problem(code)}${parts.length > 0 ? ': ' : ''}${parts.join(' — ')}.` }
    }),
    ...undeclared.map(({ code, why }) => ({ text: `${links.problem(code)}: ${why}.` })),
  ]
}

/** Several rules may give the same code. */
function reasonsOf(refusals: readonly ExpectedRefusal[] = []): string {
  return [...new Set(refusals.map(({ why }) => why))].join('; ')
}
