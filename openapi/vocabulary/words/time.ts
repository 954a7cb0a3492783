/** `time`: a property holds a unix time. Rules read times in the form that the property has. */
import type { Finding } from '../finding.ts'
import type { Model, ResourceNode } from '../model/model.ts'
import { propertyWords } from '../model/model.ts'
import { typesOf } from '../model/schema.ts'
import { annotatedUses } from '../model/uses.ts'

export function check(model: Model): Finding[] {
  return [
    ...[...model.resources.values()].flatMap(resource => checkRead(model, resource)),
    ...annotatedUses(model).flatMap(({ use, words, node }) => {
      if (words.time === undefined || isNumber(use.node)) return []
      const message = '`time` is for a property of type `integer`. Remove it, or correct the type.'
      return [{ message, at: node.placeOf('time') }]
    }),
  ]
}

const isNumber = (node: Parameters<typeof typesOf>[0]) =>
  typesOf(node).some(type => type === 'integer' || type === 'number')

/** A number that a rule reads as a time says in which unit it is. */
function checkRead(model: Model, resource: ResourceNode): Finding[] {
  const keywords = propertyWords(resource)
  return [...new Set(timesReadOf(model, resource))].flatMap(name => {
    const use = resource.uses.find(use => use.name === name)
    if (!use || keywords[name]?.time !== undefined || !isNumber(use.node)) return []
    const message = `\`${name}\` of \`${resource.name}\` is a number that a rule reads as a time. Add \`x-latchkey: { time: s }\` for seconds since 1970, or \`time: ms\` for milliseconds.`
    return [{ message, at: use.node.at }]
  })
}

/** The properties of a resource that rules read, or write, as times. */
function timesReadOf(model: Model, { name, words, uses }: ResourceNode): string[] {
  const credentials = [...model.schemes.values()].flatMap(({ words }) =>
    words && 'authenticates' in words && words.authenticates === name ? [words] : [],
  )
  const operations = model.operations.flatMap(({ words }) => (words?.resource === name ? [words] : []))
  const read = [
    words.lifecycle?.expires?.field,
    words.window?.until,
    ...credentials.flatMap(({ ends_at = [], touch }) => [...ends_at, touch]),
    ...operations.flatMap(({ rotate, verify }) => [rotate?.until, rotate?.renews, verify?.touch]),
    ...uses.flatMap(({ name, words }) => (words?.future || words?.earlier ? [name] : [])),
  ]
  return read.filter(property => property !== undefined)
}
