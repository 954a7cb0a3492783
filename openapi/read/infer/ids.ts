import { isString } from '../../contract/json.ts'
import type { Identity, IdForm } from '../../contract/shape.ts'
import { plain, wordsOf } from './names.ts'
import type { Shape, Shapes } from './shapes.ts'

/** Properties that identify a record by themselves, in order of trust. */
const IDS = ['id', '_id', 'uuid', 'guid', 'uid', 'gid', 'sid', 'urn', 'oid', 'pk']
const NATURAL = [
  'slug',
  'key',
  'code',
  'username',
  'login',
  'name',
  'handle',
  'sku',
  'number',
  'email',
  'symbol',
  'token',
  'ref',
  'reference',
  'alias',
  'domain',
  'iso',
  'tag',
  'hash',
  'address',
]

/** Parameters that are another word for a property. */
const SYNONYMS = new Map([
  ['username', ['login', 'name']],
  ['login', ['username']],
  ['index', ['number']],
])

const SCALAR_IDS = new Set<Shape['kind']>(['string', 'integer', 'number', 'unknown'])

export interface IdMatch {
  readonly property: string
  /** From 0 to 1, that the property is the id. */
  readonly trust: number
}

/** The property of a record that a parameter names: `petId` is `id`, `{user}` is `username`. */
export function idNamedBy(
  shapes: Shapes,
  record: Shape,
  parameter: string,
  noun: string,
  type?: Shape['kind'],
): IdMatch | undefined {
  const byName = scalarProperties(shapes, record)
  const wanted = plain(firstOf(parameter))
  const rest = wanted.startsWith(noun) ? wanted.slice(noun.length) : wanted
  const find = (name: string, trust: number) => {
    const property = byName.get(name)
    return property === undefined ? undefined : { property, trust }
  }
  const exact = find(wanted, 0.98)
  if (exact) return exact
  const isId = /(id|ids|uuid|guid)$/.test(wanted) || rest === '' || wanted === 'pk'
  if (isId) {
    if (type !== 'integer') {
      const natural = rest === '' && naturalIfIdDiffers(shapes, record, byName, type)
      if (natural) return { property: natural, trust: 0.85 }
    }
    for (const name of [`${noun}id`, `${noun}uuid`, ...IDS.map(plain)]) {
      // `id` comes before `petId` unless only the latter is there.
      const match = name.startsWith(noun) && byName.has('id') ? undefined : find(name, 0.95)
      if (match) return match
    }
  }
  const synonym = SYNONYMS.get(wanted)?.flatMap(name => find(name, 0.9) ?? [])[0]
  if (synonym) return synonym
  const short = rest !== '' && find(rest, 0.95)
  if (short) return short
  // `{locale_code}` of a record with `locale` and `code`.
  const stem = wanted.replace(/(code|name|key|slug)$/, '')
  const stemmed = stem !== wanted && stem !== noun && find(stem, 0.9)
  if (stemmed) return stemmed
  const suffix = [...NATURAL, ...IDS.map(plain)].find(name => wanted.endsWith(name) && byName.has(name))
  if (suffix !== undefined) return find(suffix, 0.9)
  for (const name of [`${noun}id`, ...IDS.map(plain)]) {
    const match = find(name, 0.75)
    if (match) return match
  }
  // A number is not the slug.
  const natural = type === 'integer' ? undefined : NATURAL.find(name => byName.has(name) || byName.has(noun + name))
  return natural === undefined ? undefined : (find(natural, 0.75) ?? find(noun + natural, 0.75))
}

/** `templateId` of `templateIdOrAlias`. */
function firstOf(parameter: string): string {
  const words = wordsOf(parameter)
  const at = words.indexOf('or')
  return at > 0 ? words.slice(0, at).join('') : parameter
}

/** `{user}` is a string, but `id` is a number: the name is meant. */
function naturalIfIdDiffers(
  shapes: Shapes,
  record: Shape,
  byName: Pick<ReadonlyMap<string, string>, 'get' | 'has'>,
  type?: Shape['kind'],
): string | undefined {
  const id = byName.get('id')
  const kind = id === undefined ? undefined : shapes.of(record.properties.get(id)).kind
  if (type !== 'string' || kind !== 'integer') return undefined
  const natural = ['login', 'username', 'slug', 'name', 'key'].find(name => byName.has(name))
  return natural === undefined ? undefined : byName.get(natural)
}

/** What calls ask for to say which record they are about. */
const KEYS = [...IDS, 'arn', 'identifier', ...NATURAL.slice(0, 8)].map(plain)

/** The id of records that no path names, but calls do: `DeleteHost` needs a `HostArn`, and hosts have one. */
export function idAskedFor(
  shapes: Shapes,
  record: Shape,
  noun: string,
  asked: ReadonlySet<string>,
  isAlone: boolean,
): IdMatch | undefined {
  const byName = scalarProperties(shapes, record)
  for (const key of KEYS) {
    if (!asked.has(key) && !asked.has(noun + key)) continue
    const property = byName.get(key) ?? byName.get(noun + key)
    if (property !== undefined) return { property, trust: 0.9 }
  }
  // `GetSessionStatus` of a `sessionId` is no record, unless other calls say more of it.
  const [only, ...others] = asked
  const property = only === undefined || others.length > 0 || isAlone ? undefined : byName.get(only)
  return property === undefined ? undefined : { property, trust: 0.85 }
}

/** The id of records that no path names. */
export function idOf(shapes: Shapes, record: Shape, noun: string): IdMatch | undefined {
  const byName = scalarProperties(shapes, record)
  for (const name of [...IDS.map(plain), `${noun}id`, `${noun}uuid`, `${noun}key`]) {
    const property = byName.get(name)
    if (property !== undefined) return { property, trust: 0.9 }
  }
  const natural = NATURAL.slice(0, 8).find(name => byName.has(name) || byName.has(noun + name))
  const property = natural === undefined ? undefined : (byName.get(natural) ?? byName.get(noun + natural))
  return property === undefined ? undefined : { property, trust: 0.6 }
}

/** The properties that can be an id, by their plain names. */
function scalarProperties(shapes: Shapes, record: Shape) {
  const names = shapes.plainNames(record)
  const isScalar = (property: string) => SCALAR_IDS.has(shapes.of(record.properties.get(property)).kind)
  const get = (name: string) => {
    const property = names.get(name)
    return property !== undefined && isScalar(property) ? property : undefined
  }
  return { get, has: (name: string) => get(name) !== undefined }
}

/** The id as plain data, in the form that its schema shows. */
export function describeId(property: string, schema: Shape, parameter: Shape | undefined, given: boolean): Identity {
  const type = schema.kind === 'integer' || schema.kind === 'number' ? 'integer' : 'string'
  const examples = [schema, parameter].flatMap(shape => (shape ? examplesOf(shape) : []))
  const form = formOf(property, type, schema, parameter, examples)
  const prefix = form === 'prefix' ? examples.flatMap(example => PREFIXED.exec(example)?.[1] ?? [])[0] : undefined
  return {
    property,
    type,
    ...(form !== undefined && { form }),
    ...(prefix !== undefined && { prefix }),
    ...(given && ({ given } as const)),
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const PREFIXED = /^([a-z]{2,8}(?:_(?:test|live))?_)[A-Za-z0-9]{6,}$/

function formOf(
  property: string,
  type: Identity['type'],
  schema: Shape,
  parameter: Shape | undefined,
  examples: readonly string[],
): IdForm | undefined {
  if (type === 'integer') return 'integer'
  const formats = [schema.schema.format, parameter?.schema.format]
  if (formats.includes('uuid') || formats.includes('guid') || examples.some(example => UUID.test(example)))
    return 'uuid'
  if (formats.includes('email')) return 'email'
  const name = plain(property)
  if (name.endsWith('slug')) return 'slug'
  if (name.endsWith('email')) return 'email'
  if (/uuid$|guid$/.test(name)) return 'uuid'
  if (examples.some(example => /^[0-9a-f]{24}$/i.test(example))) return 'hex'
  if (examples.some(example => PREFIXED.test(example))) return 'prefix'
  return NATURAL.some(natural => name.endsWith(natural)) ? 'natural' : undefined
}

function examplesOf({ schema }: Shape): string[] {
  const list = Array.isArray(schema.examples) ? schema.examples : []
  return [schema.example, ...list].filter(isString)
}
