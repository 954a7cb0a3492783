/** What the rules mean for one operation: who may call it, and what it refuses and why. */
import type { Model, OperationNode, SecurityAlternative } from '../model/model.ts'
import { codesOf } from '../model/schema.ts'
import { type Refusal, refusalsOf } from '../refusals.ts'
import type { Links } from './index.ts'
import { capital, code, list, paragraphs } from './words.ts'

export function explainOperation(model: Model, operation: OperationNode, links: Links): string {
  return paragraphs(`**Who may call.** ${callers(model, operation)}`, refusals(model, operation, links))
}

function callers(model: Model, { security }: OperationNode): string {
  if (security.length === 0) return 'Anybody; no credentials are needed.'
  const ways = [...Map.groupBy(security, alternative => credentialsOf(model, alternative))].map(([name, own]) => {
    const [alternative] = own
    const permissions = [...new Set(Object.values(alternative?.schemes ?? {}).flat())]
    const needs = permissions.length === 0 ? '' : ` with ${list(permissions.map(code))}`
    return `${name}${needs}${selections(model, own)}`
  })
  return `${capital(list(ways, 'or'))}.`
}

/** `an API key`: the credential of an alternative, by the title of what it is a record of. */
function credentialsOf({ schemes, resources }: Model, alternative: SecurityAlternative): string {
  for (const name of Object.keys(alternative.schemes)) {
    const words = schemes.get(name)?.words
    if (!words || !('authenticates' in words)) continue
    const title = resources.get(words.authenticates)?.schema.text('title') ?? words.authenticates
    return title.startsWith('API') ? `an ${title}` : `a ${title.toLowerCase()}`
  }
  return 'anybody'
}

/** The headers that choose something, and whether the operation can do without them. */
function selections({ schemes }: Model, alternatives: readonly SecurityAlternative[]): string {
  const named = [...schemes.values()].flatMap(({ name, node, words }) => {
    if (!words || !('selects' in words)) return []
    const count = alternatives.filter(alternative => name in alternative.schemes).length
    if (count === 0) return []
    const header = code(node.text('name') ?? name)
    return [count === alternatives.length ? `and the header ${header}` : `(the header ${header} may be added)`]
  })
  return named.length === 0 ? '' : ` ${named.join(' ')}`
}

function refusals(model: Model, operation: OperationNode, links: Links): string {
  const reasons = Map.groupBy(refusalsOf(model, operation), ({ code }) => code)
  const lines = operation.responses.flatMap(({ status, schema, problem }) =>
    schema && problem
      ? codesOf(schema).map(({ code, problem }) => {
          const rule = reasonsOf(reasons.get(code))
          return `- ${status} ${links.problem(code)}: ${problem.text('title') ?? ''}${rule === '' ? '' : ` — ${rule}`}.`
        })
      : [],
  )
  return paragraphs('**What it refuses, and by which rule.**', lines.join('\n'))
}

/** Several rules may give the same refusal. */
function reasonsOf(refusals: readonly Refusal[] = []): string {
  return [...new Set(refusals.map(({ why }) => why))].join('; ')
}
