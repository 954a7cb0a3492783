/** The refusals that the security of an operation gives. */

import type { CredentialWords, SelectionWords } from '../contract/words.ts'
import type { Model, OperationNode, SchemeNode, SecurityAlternative } from './model/model.ts'
import { typesOf } from './model/schema.ts'
import { reachableStates } from './model/states.ts'
import type { Refusal } from './refusals.ts'

export function credentialRefusals(model: Model, operation: OperationNode): Refusal[] {
  const { security } = operation
  if (security.length === 0) return []
  const credentials = schemesOf(model, isCredential)
  return [
    ...credentials.flatMap(credential => authentication(model, operation, credential)),
    ...(credentials.length === 0 ? [] : principalRefusals(model)),
    ...permission(
      operation,
      credentials.map(({ scheme }) => scheme.name),
    ),
    ...narrowing(operation, credentials),
    ...schemesOf(model, isSelection).flatMap(selection => selections(model, operation, selection)),
  ]
}

/** The refusal of principals that are switched off. */
export function principalRefusals({ resources }: Model): Refusal[] {
  return [...resources.values()].flatMap(({ name, words: { principal } }) =>
    principal?.refuse === undefined
      ? []
      : [{ code: principal.refuse, why: `a \`${name}\` whose \`${principal.enabled}\` is false cannot act` }],
  )
}

interface Explained<Words> {
  readonly scheme: SchemeNode
  readonly words: Words
}

function schemesOf<Words>(
  { schemes }: Model,
  is: (words: SchemeNode['words']) => words is NonNullable<SchemeNode['words']> & Words,
): Explained<Words>[] {
  return [...schemes.values()].flatMap(scheme => (is(scheme.words) ? [{ scheme, words: scheme.words }] : []))
}

const isCredential = (words: SchemeNode['words']): words is CredentialWords =>
  words !== undefined && 'authenticates' in words
const isSelection = (words: SchemeNode['words']): words is SelectionWords => words !== undefined && 'selects' in words

/** Every form of credentials is recognised everywhere, whether the operation accepts it or not. */
function authentication(
  model: Model,
  { security }: OperationNode,
  { scheme, words }: Explained<CredentialWords>,
): Refusal[] {
  const resource = model.resources.get(words.authenticates)
  const states = resource && reachableStates(model, resource)
  const mayBeAbsent = security.some(({ schemes }) => Object.keys(schemes).length === 0)
  return Object.entries(words.refuse).flatMap(([situation, code]) => {
    const isGiven =
      situation === 'missing'
        ? !mayBeAbsent
        : situation === 'unknown' || ((!states || states.has(situation)) && !words.accepts.includes(situation))
    const why =
      situation === 'missing' ? 'it asks for credentials' : `\`${scheme.name}\` refuses what is \`${situation}\``
    return isGiven ? [{ code, why }] : []
  })
}

function permission({ security }: OperationNode, credentials: readonly string[]): Refusal[] {
  const code = 'permission_denied'
  if (security.some(({ schemes }) => Object.values(schemes).some(roles => roles.length > 0)))
    return [{ code, why: 'its `security` asks for a permission' }]
  const refused = credentials.find(name => !security.some(({ schemes }) => name in schemes))
  return refused === undefined ? [] : [{ code, why: `its \`security\` does not accept \`${refused}\`` }]
}

/** A narrowed credential mints none that may do more than itself. */
function narrowing({ security, words }: OperationNode, credentials: readonly Explained<CredentialWords>[]): Refusal[] {
  const mints = words?.does === 'create' || words?.does === 'rotate'
  const narrowed = credentials.find(
    ({ scheme, words: { authenticates, narrowed_by } }) =>
      mints &&
      authenticates === words.resource &&
      narrowed_by !== undefined &&
      security.some(({ schemes }) => scheme.name in schemes),
  )
  if (!narrowed) return []
  return [
    { code: 'permission_denied', why: `narrowed credentials (\`${narrowed.scheme.name}\`) make none that may do more` },
  ]
}

/** A value that is no id at all is `missing`: of a number one can tell, so even where the selection is optional. */
function selections(
  model: Model,
  { security }: OperationNode,
  { scheme, words }: Explained<SelectionWords>,
): Refusal[] {
  const isNamed = ({ schemes }: SecurityAlternative) => scheme.name in schemes
  if (!security.some(isNamed)) return []
  const credentials = schemesOf(model, isCredential).map(({ scheme }) => scheme.name)
  const isNeeded = [...credentials, undefined].some(name => {
    const own = security.filter(({ schemes }) => name === undefined || name in schemes)
    return own.length > 0 && own.every(isNamed)
  })
  const id = model.resources.get(words.selects)?.uses.find(({ name }) => name === 'id')
  const isNumber = id !== undefined && typesOf(id.node).includes('integer')
  const named = `the \`${scheme.name}\` of \`${scheme.node.text('name') ?? words.selects}\``
  const needs = [...(isNeeded ? ['sent'] : []), ...(isNumber ? ['a number'] : [])]
  return [
    { code: words.refuse.unknown, why: `${named} must be one of the account` },
    ...(needs.length > 0 ? [{ code: words.refuse.missing, why: `${named} must be ${needs.join(', as ')}` }] : []),
  ]
}
