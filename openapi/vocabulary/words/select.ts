/** `select`: the query parameter that lists the members to show. */
import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { propertyNames, unknownName } from '../lookup.ts'
import { documentWords, type Model } from '../model/model.ts'

export function check(model: Model): Finding[] {
  const node = model.root.own(WORDS)?.get('select')
  const { parameter } = documentWords(model).select ?? {}
  if (!node || parameter === undefined) return []
  const known = [...model.resources.values()].flatMap(resource => [...propertyNames(resource)])
  const unknown = (node.get('always')?.items() ?? []).flatMap(({ value, at }) =>
    unknownName('property of a resource', String(value), known, at),
  )
  const isDeclared = model.operations.some(({ parameters }) =>
    parameters.some(({ name, in: place }) => place === 'query' && name === parameter),
  )
  if (isDeclared) return unknown
  const message = `No operation declares \`${parameter}\` in the query. Add it to those that read it.`
  return [...unknown, { message, at: node.placeOf('parameter'), isLenient: true }]
}
