/** `secret`, `shown_by` and `redacts`: credentials that only some operations show. */
import { listOf } from '../../contract/prose.ts'
import {
  isShownBy,
  lengthOf,
  type SecretKind,
  searchPattern,
  secretKinds,
  shownLength,
} from '../../contract/secret-form.ts'
import { placeholdersIn, placeIn } from '../../contract/template.ts'
import { isMinting } from '../../contract/verbs.ts'
import type { PropertyWords } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { missingProperty, unknownName } from '../lookup.ts'
import { type Model, type OperationNode, propertyWords, type ResourceNode } from '../model/model.ts'
import type { Node, Place } from '../model/node.ts'
import { propertiesOf } from '../model/schema.ts'
import { annotatedUses } from '../model/uses.ts'
import { subschemas } from '../model/walk.ts'
import { code, paragraphs } from '../prose.ts'
import { templateOf } from '../template.ts'

/** Exactly the operations in `shown_by` show a secret, and its form can be told from others. */
export function check(model: Model): Finding[] {
  const secrets = [...model.resources.values()].flatMap(secretsOf)
  return [
    ...secrets.flatMap(secret => checkForms(secret)),
    ...secrets.flatMap(secret => checkShown(model, secret)),
    ...checkPrefixes(secrets),
    ...annotatedUses(model).flatMap(({ resource, words, node }) => {
      if (words.redacts === undefined) return []
      const redacts = node.get('redacts')
      const [name, at] =
        typeof words.redacts === 'string'
          ? [words.redacts, node.placeOf('redacts')]
          : [words.redacts.property, redacts?.placeOf('property') ?? node.at]
      const secret = secretsOf(resource).find(secret => secret.name === name)
      if (secret) return checkRedacted(secret, words.redacts, redacts)
      const names = secretsOf(resource).map(({ name }) => name)
      return unknownName(`secret of \`${resource.name}\``, name, names, at)
    }),
  ]
}

interface Secret {
  readonly resource: ResourceNode
  readonly name: string
  readonly words: Node
  readonly property: Node
  readonly keywords: PropertyWords
  readonly secret: NonNullable<PropertyWords['secret']>
}

function secretsOf(resource: ResourceNode): Secret[] {
  const found = new Map<string, Secret>()
  for (const { name, words, wordsNode, node } of resource.uses)
    if (words?.secret && wordsNode)
      found.set(name, { resource, name, words: wordsNode, property: node, keywords: words, secret: words.secret })
  return [...found.values()]
}

/** A secret has one way to give its form, and each form can be parsed and found in a text. */
function checkForms({ resource, name, words, secret }: Secret): Finding[] {
  const node = words.get('secret')
  if (!node) return []
  const ways = (['prefix', 'form', 'by'] as const).filter(key => secret[key] !== undefined)
  if (ways.length !== 1) {
    const message = `The secret \`${name}\` of \`${resource.name}\` needs its form: one of \`prefix\`, \`form\`, or \`by\` with \`forms\`.`
    return [{ message, at: node.at }]
  }
  const forms: (readonly [form: string, at: Place])[] = [
    ...(secret.form === undefined ? [] : [[secret.form, node.placeOf('form')] as const]),
    ...Object.entries(secret.forms ?? {}).map(
      ([value, { form }]) => [form, node.get('forms')?.get(value)?.placeOf('form') ?? node.at] as const,
    ),
  ]
  const outside = secret.by === undefined ? [] : missingProperty(resource, secret.by, node.placeOf('by'))
  return [...outside, ...forms.flatMap(([form, at]) => formProblem(form).map(message => ({ message, at })))]
}

function formProblem(form: string): string[] {
  try {
    if (searchPattern(form) !== undefined) return []
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return [`The form \`${form}\` is not valid: ${error.message}.`]
  }
  return [
    `The form \`${form}\` has too few random characters to be found in logs. Use at least 16, or 8 after a text of three characters or more.`,
  ]
}

/** At most half of a secret is shown. */
function checkRedacted({ secret, name }: Secret, redacts: PropertyWords['redacts'], node: Node | undefined): Finding[] {
  if (redacts === undefined || typeof redacts === 'string' || !node) return []
  const shortest = Math.min(
    ...secretKinds(secret).flatMap(({ form }) => (formProblem(form).length === 0 ? [lengthOf(form)] : [])),
  )
  if (shownLength(redacts.form) * 2 <= shortest) return []
  const message = `\`${redacts.form}\` shows more than half of \`${name}\`, which has ${shortest} characters. Show less of it.`
  return [{ message, at: node.placeOf('form') }]
}

function checkShown(model: Model, { resource, name, words, property, keywords, secret }: Secret): Finding[] {
  const isShownIn = (operation: OperationNode) =>
    shows(operation, property) || isNamed(model, operation, resource, name)
  const shownBy = words.get('shown_by')?.items() ?? []
  const ids = model.operations.map(({ id }) => id)
  const notShown = shownBy.flatMap(({ value, at }) => {
    const operation = model.operations.find(({ id }) => id === value)
    if (!operation) return unknownName('operation', String(value), ids, at)
    if (isShownIn(operation) || hasMember(model, operation, resource, name)) return []
    const message = `\`${name}\` of \`${resource.name}\` is shown by \`${operation.id}\`, whose response has no such property. Respond with the schema that has it, name \`$record.${name}\` in its \`answer\`, or remove \`${operation.id}\` from \`shown_by\`.`
    return [{ message, at }]
  })
  // Where it is hidden, responses have the property without the secret.
  if (secretKinds(secret).every(({ hidden, shown }) => hidden !== undefined || shown === 'always')) return notShown
  const notListed = model.operations
    .filter(({ id, words }) => !isShownBy(keywords, { id, does: words?.does ?? '' }))
    .filter(isShownIn)
    .map(operation => ({
      message: `The response of \`${operation.id}\` has \`${name}\` of \`${resource.name}\`, but \`shown_by\` does not list it. Add it there, or respond without the secret.`,
      at: keywords.shown_by === undefined ? words.at : words.placeOf('shown_by'),
      isLenient: true as const,
    }))
  return [...notShown, ...notListed]
}

/** Whether a success response of the operation contains the property. */
function shows({ responses }: OperationNode, property: Node): boolean {
  return responses.some(({ status, schema }) => status.startsWith('2') && schema && contains(schema, property))
}

function contains(schema: Node, property: Node, seen: Set<string> = new Set()): boolean {
  const id = schema.at.absolutePointer
  if (seen.has(id)) return false
  seen.add(id)
  for (const node of propertiesOf(schema).values())
    if (node.usedAt.absolutePointer === property.usedAt.absolutePointer) return true
  return subschemas(schema).some(part => contains(part, property, seen))
}

/** Whether the template of an operation on the resource shows the secret by its name. */
function isNamed(model: Model, operation: OperationNode, resource: ResourceNode, name: string): boolean {
  return (
    operation.words?.resource === resource.name &&
    placeholdersIn(templateOf(model, operation)?.value).some(
      ({ placeholder: [first, member] }) => first === 'record' && member === name,
    )
  )
}

/** Whether an operation on the resource shows whole records, in a schema of its own with a property of that name. */
function hasMember(model: Model, operation: OperationNode, resource: ResourceNode, name: string): boolean {
  if (operation.words?.resource !== resource.name) return false
  const template = templateOf(model, operation)
  const isWhole = !template || ['record', 'records'].some(shown => placeIn(template.value, shown) !== undefined)
  return (
    isWhole && operation.responses.some(({ status, schema }) => status.startsWith('2') && schema && has(schema, name))
  )
}

function has(schema: Node, name: string, seen: Set<string> = new Set()): boolean {
  const id = schema.at.absolutePointer
  if (seen.has(id)) return false
  seen.add(id)
  return propertiesOf(schema).has(name) || subschemas(schema).some(part => has(part, name, seen))
}

/** Two secrets with the same start can only be told apart by what is stored, so a typo has no clear error. */
function checkPrefixes(secrets: readonly Secret[]): Finding[] {
  const first = new Map<string, string>()
  return secrets.flatMap(({ resource, name, words, secret: { prefix } }) => {
    if (prefix === undefined) return []
    const id = `${resource.name}.${name}`
    const taken = first.get(prefix)
    if (taken === undefined) first.set(prefix, id)
    if (taken === undefined || taken === id) return []
    const message = `The secrets \`${taken}\` and \`${id}\` have the same prefix \`${prefix}\`, so the mock cannot distinguish them. Give each its own prefix.`
    return [{ message, at: words.placeOf('secret') }]
  })
}

export function explainResource(model: Model, resource: ResourceNode): string | undefined {
  const secrets = Object.entries(propertyWords(resource)).flatMap(([name, { secret, shown_by }]) => {
    if (!secret) return []
    const shown = shown_by ?? mintingOperations(model, resource)
    const only = `Only ${listOf(shown.map(code))} ${shown.length === 1 ? 'shows' : 'show'} it`
    if (secret.prefix !== undefined)
      return [
        `**Secret.** ${code(name)} starts with ${code(`${secret.prefix}_`)}. ${only}. Its last six characters are a checksum, which distinguishes a typo from an unknown secret.`,
      ]
    if (secret.forms)
      return Object.entries(secret.forms).map(
        ([value, kind]) =>
          `**Secret.** If ${code(secret.by ?? '')} is ${code(value)}, ${explainKind(code(name), kind, only)}`,
      )
    return secretKinds(secret).map(kind => `**Secret.** ${explainKind(code(name), kind, only)}`)
  })
  return secrets.length === 0 ? undefined : paragraphs(...secrets)
}

function explainKind(subject: string, { form, hidden, shown }: SecretKind, only: string): string {
  const has = `${subject} has the form ${code(form)}.`
  if (shown === 'always') return `${has} Every response shows it.`
  return `${has} ${only}${hidden === undefined ? '' : `; elsewhere it is ${code(JSON.stringify(hidden))}`}.`
}

const mintingOperations = ({ operations }: Model, { name }: ResourceNode): string[] =>
  operations.flatMap(({ id, words }) => (words?.resource === name && isMinting(words.does) ? [id] : []))
