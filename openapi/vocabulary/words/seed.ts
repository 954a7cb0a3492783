/** `seed`: the records that exist at first. */
import { isString } from '../../contract/json.ts'
import { formPattern, secretKindOf } from '../../contract/secret-form.ts'
import type { Finding } from '../finding.ts'
import { type Model, propertyWords, type ResourceNode } from '../model/model.ts'

export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => [...checkRows(resource), ...checkSecrets(resource)])
}

/** A client that checks the form of a secret refuses another one. */
function checkSecrets(resource: ResourceNode): Finding[] {
  const secrets = Object.entries(propertyWords(resource)).flatMap(([name, { secret }]) =>
    secret ? [[name, secret] as const] : [],
  )
  return (resource.wordsNode.get('seed')?.items() ?? []).flatMap(row =>
    secrets.flatMap(([name, secret]): Finding[] => {
      const { [name]: value, ...others } = row.object ?? {}
      const kind = secretKindOf(secret, others)
      if (!kind || value === undefined || value === kind.hidden) return []
      const what = `\`${name}\` of the seeded record \`${row.read(resource.words.id?.field ?? 'id')}\``
      const at = row.placeOf(name)
      if (!isString(value)) return [{ message: `${what} is not a text, so no credential is the same. Quote it.`, at }]
      if (isOfForm(value, kind.form)) return []
      return [
        { message: `${what} does not have the form \`${kind.form}\`. Correct it, or the form.`, at, isLenient: true },
      ]
    }),
  )
}

/** A form that is not valid is a finding of `secret`. */
function isOfForm(value: string, form: string): boolean {
  try {
    return formPattern(form).test(value)
  } catch (error) {
    if (error instanceof RangeError) return true
    throw error
  }
}

function checkRows({ words, wordsNode }: ResourceNode): Finding[] {
  const tenant = words.owner?.tenant
  const field = words.id?.field ?? 'id'
  const ids = new Set<unknown>()
  return (wordsNode.get('seed')?.items() ?? []).flatMap((row): Finding[] => {
    const id = row.read(field)
    if (id === undefined && !words.singleton) {
      const message = `A seeded record has no \`${field}\`. Add it.`
      return [{ message, at: row.at }]
    }
    if (ids.has(id)) {
      const message = `Two seeded records have the id \`${id}\`. Give each its own id.`
      return [{ message, at: row.placeOf(field) }]
    }
    ids.add(id)
    if (tenant === undefined || row.get(tenant) !== undefined) return []
    return [
      {
        message: `The seeded record \`${id}\` has no \`${tenant}\`. Add the account that it belongs to.`,
        at: row.at,
      },
    ]
  })
}
