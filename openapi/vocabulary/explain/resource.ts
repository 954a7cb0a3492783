/** What the words of a resource mean, for readers: its states, limits, secrets, window, and who sees its records. */

import type { Limit } from '../../contract/words.ts'
import { entersOf } from '../model/enters.ts'
import { type Model, propertyWords, type ResourceNode } from '../model/model.ts'
import type { Links } from './index.ts'
import { type Step, type Steps, stepsOf } from './lifecycle.ts'
import { capital, code, duration, list, paragraphs } from './words.ts'

/** Markdown; empty where the words say nothing that a reader has to know. */
export function explainResource(model: Model, resource: ResourceNode, links: Links): string {
  return paragraphs(
    states(model, resource, links),
    ...(resource.words.limits ?? []).map(limit => explainLimit(model, resource, limit, links)),
    secrets(resource),
    window(model, resource, links),
    sight(resource),
  )
}

/** `API key`, in the midst of a sentence: a word of capitals stays as it is. */
export function nounOf({ schema, name }: ResourceNode): string {
  const title = schema.text('title') ?? name
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

function states(model: Model, resource: ResourceNode, links: Links): string | undefined {
  const steps = stepsOf(model, resource)
  if (!steps || steps.steps.length === 0) return undefined
  const noun = nounOf(resource)
  const lines = steps.steps.map(step => explainStep(step, steps, links))
  return paragraphs(
    `**States of ${article(noun)}.** A new one is ${code(steps.initial)}.`,
    links.diagram?.(steps, noun),
    lines.join('\n'),
  )
}

function explainStep({ name, from, to, operations, refuse }: Step, { states }: Steps, links: Links): string {
  const start = from.length === states.length && states.length > 1 ? 'any state' : list(from.map(code), 'or')
  const isFree = refuse === undefined || from.length === states.length
  const how = operations.length === 0 ? `by itself, at ${code(name)}` : `by ${list(operations.map(code), 'or')}`
  return [
    operations.length === 0 ? '- **time**' : `- **${name}**`,
    `: ${start} → ${to === undefined ? 'gone' : code(to)}, ${how}.`,
    isFree ? '' : ` In any other state: ${links.problem(refuse)}.`,
  ].join('')
}

function explainLimit(model: Model, resource: ResourceNode, limit: Limit, links: Links): string {
  const [states = []] = Object.values(limit.count)
  const noun = nounOf(resource)
  const counted = list(states.map(code), 'or')
  if (limit.max === null || limit.refuse === undefined)
    return `**Limit.** Any number of ${plural(noun)} may be ${counted}.`
  const guarded = entersOf(model, resource, limit).filter(({ fromOutside }) => fromOutside)
  const operations = list([...new Set(guarded.map(({ operation }) => operation.id))].map(code))
  const rotation = guarded.some(({ operation }) => operation.words?.does === 'rotate')
    ? ' While a rotated one retires, there may be one more.'
    : ''
  return paragraphs(
    `**Limit.** At most **${limit.max}** ${plural(noun, limit.max)} may be ${counted} at once, counted per ${limit.per}.` +
      ` It holds on every way in: ${operations}. Beyond it the answer is ${links.problem(limit.refuse)}.${rotation}`,
  )
}

function secrets(resource: ResourceNode): string | undefined {
  const told = Object.entries(propertyWords(resource)).flatMap(([name, { secret, shown_by = [] }]) =>
    secret
      ? [
          `**Secret.** ${code(name)} begins with ${code(`${secret.prefix}_`)} and is shown by ${list(shown_by.map(code))} only.` +
            ' Its last six characters are a checksum, so that a typing error can be told from an unknown one.',
        ]
      : [],
  )
  return told.length === 0 ? undefined : paragraphs(...told)
}

function window({ operations }: Model, { name, words }: ResourceNode, links: Links): string | undefined {
  if (!words.window) return undefined
  const guarded = operations.filter(operation => operation.words?.window === name).map(({ id }) => code(id))
  const length = duration(words.window.duration)
  return (
    `**Window.** It stays open for ${length} and closes by itself at ${code(words.window.until)}, at that instant.` +
    ` Opening it again starts the ${length} anew. While it is closed, ${list(guarded)} answer ${links.problem(words.window.refuse)}.`
  )
}

function sight(resource: ResourceNode): string | undefined {
  const { owner, visible_to } = resource.words
  if (!owner || !visible_to) return undefined
  const noun = nounOf(resource)
  const who =
    visible_to === 'owner' ? `the user in ${code(owner.user ?? owner.tenant)} alone` : 'everybody of its account'
  return `**Who sees it.** ${capital(article(noun))} is seen by ${who}. For all others it is not found.`
}

function article(noun: string): string {
  return `${/^[AEIOUaeiou]/.test(noun) && !/^user/i.test(noun) ? 'an' : 'a'} ${noun}`
}

function plural(noun: string, count = 2): string {
  if (count === 1 || noun.endsWith('s')) return noun
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
