/** The ids of described resources. */
import type { Contract, JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { dereference } from '../../../openapi/contract/ref.ts'
import type { Identity } from '../../../openapi/contract/shape.ts'
import type { Call } from '../../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import { generate } from '../answers/generate.ts'
import type { Context } from '../context.ts'
import { perContract } from '../per-contract.ts'
import type { Collection } from '../store/collection.ts'
import { keyOf } from '../store/record-key.ts'
import { matches } from '../validation/matches.ts'
import { CREATED } from './changes.ts'
import { schemaAt } from './schema-at.ts'
import { recordSchema } from './show.ts'

export type Id = string | number

/** How many times an id is made until it is new. Schemas with few values, such as an enum, allow few ids. */
const ATTEMPTS = 20

/**
 * A new id in the form of the resource.
 * @param row the other members of the record
 * @returns one of a record that exists, if the schema allows no other; undefined if it allows none
 */
export function newId(context: Context, collection: Collection, identity: Identity, row: Row): Id | undefined {
  const isFree = (id: Id) => !collection.get(keyOf(collection.resource, { ...row, [identity.property]: id }))
  const schema = idSchema(context.contract, collection.name)
  let taken: Id | undefined
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const id = candidates(context, collection.name, identity, schema, attempt).find(id => fits(context, schema, id))
    if (id !== undefined && isFree(id)) return id
    taken ??= id
  }
  return taken
}

/**
 * The row of a new record with its id: the one that the body gives, if the client may choose it, or else a new one.
 * @throws {Refusal} conflict, if the id belongs to a record that was created here
 */
export function withId(context: Context, call: Call, collection: Collection, row: Row): Row {
  const { identity, title, isRuled } = collection.resource
  if (!identity) return row
  const { property } = identity
  const chosen = chosenId(context.contract, call, identity, row[property])
  const isTaken = (id: Id) => {
    const other = collection.get(keyOf(collection.resource, { ...row, [property]: id }))
    return other !== undefined && (isRuled || other.row[CREATED] === true)
  }
  if (chosen !== undefined && !isTaken(chosen)) return { ...row, [property]: chosen }
  // A client that need not choose the id may send that of an example each time.
  if (chosen !== undefined && (identity.given || call.operation.responses[409]))
    throw conflict(`There is a ${title} with this ${property} already.`)
  const id = newId(context, collection, identity, row)
  if (id === undefined || isTaken(id)) throw conflict(`Its schema allows no other ${property}.`)
  return { ...row, [property]: id }
}

const conflict = (detail: string) => new Refusal({ code: 'conflict', detail, rule: 'id' })

/**
 * The id that the body of a create gives, if the client may choose it.
 * @param sent the member of the body
 */
function chosenId(
  { schemas }: Contract,
  { operation, body }: Call,
  { property, given }: Identity,
  sent: unknown,
): Id | undefined {
  if (typeof sent !== 'string' && typeof sent !== 'number') return undefined
  if (sent === '') return undefined
  if (given) return sent
  // Tools that make bodies from schemas write this.
  if (sent === 0 || body === undefined) return undefined
  const schema = schemaAt(schemas, operation.body?.schema, [...(operation.shape?.input ?? []), property])
  const own = dereference(schemas, schema)
  return own && own.readOnly !== true && schema?.readOnly !== true ? sent : undefined
}

/** The schema of the id in the responses that show the record. */
const idSchema = perContract((contract: Contract, name: string): JsonSchema | undefined => {
  const { property } = contract.resources[name]?.identity ?? {}
  const found =
    property === undefined ? undefined : schemaAt(contract.schemas, recordSchema(contract, name), [property])
  return dereference(contract.schemas, found)
})

function fits({ contract }: Context, schema: JsonSchema | undefined, id: Id): boolean {
  return !schema || matches(schema, id, { schemas: contract.schemas, direction: 'response' })
}

/** Ids of which the first one that the schema allows is taken: in the form of the resource, or else made from the schema. */
function candidates(
  context: Context,
  name: string,
  { form, type, prefix = '', property, length }: Identity,
  schema: JsonSchema | undefined,
  attempt: number,
): Id[] {
  const { random } = context
  const stream = `${name} id`
  const made = (from: JsonSchema | undefined) =>
    from ? generatedId(context, property, from, `${stream} ${random.next(`${stream} made`)}`) : []
  switch (form) {
    case 'uuid':
      return [uuidOf(random.hex(stream, 32)), ...made(schema)]
    case 'ulid':
      return [prefix + ulid(context, stream)]
    case 'hex':
      return [prefix + random.hex(stream, length ?? 24), ...made(schema)]
    case 'base62':
      return [prefix + random.characters(stream, random.next(stream), length ?? 16), ...made(schema)]
    case 'digits':
      return [
        prefix + Array.from({ length: length ?? 8 }, () => random.between(stream, 0, 9)).join(''),
        ...made(schema),
      ]
    case 'prefix':
      return [random.id(prefix), ...made(schema)]
    default: {
      if (type === 'integer') return [random.next(stream), ...made(schema && withoutSamples(schema))]
      if (attempt === 0) return [...made(schema), random.id('')]
      const others = made(schema).flatMap(sample => [`${sample}-${attempt + 1}`, `${sample}${attempt + 1}`])
      return [...others, ...made(schema && withoutSamples(schema)), random.id('')]
    }
  }
}

/** The name of the property is part of how its value is made. */
function generatedId({ contract, random }: Context, property: string, schema: JsonSchema, seed: string): Id[] {
  const record = { type: 'object', properties: { [property]: schema }, required: [property] }
  const { value } = generate(record, {
    schemas: contract.schemas,
    direction: 'response',
    seed: `${random.seed} ${seed}`,
  })
  const id = isObject(value) ? value[property] : undefined
  return typeof id === 'string' || typeof id === 'number' ? [id] : []
}

/** The values that a schema names by example are those of records that exist. */
function withoutSamples({ default: _, example: __, examples: ___, ...schema }: JsonSchema): JsonSchema {
  return schema
}

/** Crockford's base 32: the time in milliseconds, and then random characters. */
function ulid({ random, clock }: Context, stream: string): string {
  const time = Array.from({ length: 10 }, (_, index) => CROCKFORD[Math.floor(clock.now / 32 ** (9 - index)) % 32])
  return time.join('') + random.text(stream, random.next(stream), 16, CROCKFORD)
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Version 4, variant 1 (RFC 9562). */
function uuidOf(hex: string): string {
  const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  )
}
