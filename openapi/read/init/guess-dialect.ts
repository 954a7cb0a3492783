/** How responses and errors are written, as far as the schemas show it. */
import type { JsonObject } from '../../contract/json.ts'
import type { PageMembers } from '../../contract/shape.ts'
import type { Node } from '../../vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../vocabulary/model/schema.ts'
import { plain } from '../infer/names.ts'
import type { Hint } from './draft.ts'
import type { Source } from './source.ts'

/** The members of a body that says what is wrong, by their plain names. */
const ERROR_MEMBERS: readonly (readonly [RegExp, string, string])[] = [
  [/^(message|detail|details|description|errordescription|errormessage|msg|reason)$/, '$detail', 'string'],
  [/^(code|errorcode|error|type|kind|name)$/, '$code', 'string'],
  [/^title$/, '$title', 'string'],
  [/^(status|statuscode|httpstatus|code)$/, '$status', 'integer'],
  [/^(instance|path)$/, '$instance', 'string'],
  [/^(requestid|traceid|correlationid)$/, '$request_id', 'string'],
]

/** The error dialect: the schema that most refusals have. */
export function guessErrors({ model }: Source): Hint | undefined {
  const counts = new Map<string, { count: number; schema: Node; media: string }>()
  for (const { responses } of model.operations)
    for (const { status, schema, node } of responses) {
      if (!schema || !/^(4\d\d|4XX|default)$/i.test(status)) continue
      const key = schema.at.absolutePointer
      const media = node.get('content')?.members()[0]?.[0] ?? 'application/json'
      counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1, schema, media })
    }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count)
  const body = most && errorTemplate(most.schema)
  if (!most || !body || !JSON.stringify(body).includes('$detail')) return undefined
  const media = most.media === 'application/json' ? {} : { media: most.media }
  return {
    hint: 'guess',
    text: `errors are written like ${most.schema.name ?? 'the schema of most refusals'}: its fields have the names of what they say.`,
    words: { errors: { ...media, body } },
  }
}

function errorTemplate(schema: Node, depth = 0): JsonObject | undefined {
  const taken = new Set<string>()
  const members = [...propertiesOf(schema)].flatMap(([name, node]): [string, unknown][] => {
    const types = typesOf(node)
    const isObject = types.includes('object') || propertiesOf(node).size > 0
    if (isObject) {
      const inner = depth < 2 ? errorTemplate(node, depth + 1) : undefined
      return inner && Object.keys(inner).length > 0 ? [[name, inner]] : []
    }
    const found = ERROR_MEMBERS.find(
      ([names, value, type]) => names.test(plain(name)) && types.includes(type) && !taken.has(value),
    )
    if (!found) return []
    taken.add(found[1])
    return [[name, found[1]]]
  })
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

const PLACEHOLDERS: readonly (readonly [keyof PageMembers, string])[] = [
  ['total', '$total'],
  ['pages', '$pages'],
  ['page', '$page'],
  ['offset', '$offset'],
  ['size', '$limit'],
  ['more', '$more'],
  ['next', '$next'],
  ['previous', '$previous'],
  ['nextUrl', '$next_url'],
  ['previousUrl', '$previous_url'],
]

/** The envelopes that all lists, and all single records, have. */
export function guessAnswers({ inference }: Source): Hint | undefined {
  const rules = inference.operations.flatMap(({ rule }) => rule ?? [])
  const lists = rules.filter(({ does }) => does === 'list')
  const list = only(
    lists.map(({ answer, pages }) => answer && answer.length > 0 && listTemplate(answer, pages?.members ?? {})),
  )
  const single = only(
    rules
      .filter(({ does }) => ['get', 'create', 'update', 'replace'].includes(does))
      .map(({ answer }) => answer && answer.length > 0 && at({}, answer, '$record')),
  )
  if (!list && !single) return undefined
  return {
    hint: 'guess',
    text: 'responses of this kind have the same envelope. Without this, all fields of the schema of the response are shown.',
    words: { answers: { ...(list && { list }), ...(single && { default: single }) } },
  }
}

function listTemplate(answer: readonly string[], members: PageMembers): JsonObject {
  return PLACEHOLDERS.reduce<JsonObject>(
    (template, [member, placeholder]) => {
      const path = members[member]
      return path ? at(template, path, placeholder) : template
    },
    at({}, answer, '$records'),
  )
}

function at(template: JsonObject, [key, ...rest]: readonly string[], value: string): JsonObject {
  if (key === undefined) return template
  const inner = template[key]
  const object = typeof inner === 'object' && inner !== null ? (inner as JsonObject) : {}
  return { ...template, [key]: rest.length === 0 ? value : at(object, rest, value) }
}

/** The value that all have, if there is one. */
function only(values: readonly (JsonObject | false | undefined)[]): JsonObject | undefined {
  const [first] = values
  return first && new Set(values.map(value => JSON.stringify(value))).size === 1 ? first : undefined
}
