import { hasValues } from '../../../openapi/contract/has-values.ts'
import { strings } from '../../../openapi/contract/json.ts'
import { valueAt } from '../../../openapi/contract/pointer.ts'
import { asNoun } from '../../../openapi/contract/prose.ts'
import type { Shape } from '../../../openapi/contract/shape.ts'
import { type Call, principalOf, targetOf } from '../../../openapi/vocabulary/engine/call.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { Refusal, type ValidationError, validationFailed } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import type { Context } from '../context.ts'
import { changeTimes } from '../described/stamps.ts'
import { answerRecords, collectionOf } from './parts.ts'
import { planValues } from './update.ts'

/** Adds ids to a list of the record, and removes others, as the body says. */
export const link: Act<Context> = (context, call) => linking(context, call, 'add')

/** Removes ids from a list of the record. */
export const unlink: Act<Context> = (context, call) => linking(context, call, 'remove')

function linking(context: Context, call: Call, does: 'add' | 'remove') {
  const collection = collectionOf(context, call)
  const { link: words } = call.operation.shape ?? {}
  if (!words) throw new Error(`${call.operation.id} does \`${call.operation.does}\`, but has no \`link\`.`)
  const { property, add, remove } = words
  const isWhole = add === undefined && remove === undefined
  const added = idsAt(call, add, isWhole && does === 'add')
  const removed = new Set(idsAt(call, remove, isWhole && does === 'remove').ids)
  const entry = targetOf(call)
  requireLinkable(context, call, words, entry.row)
  requireRecords(context, call, words, added)
  const linked = strings([entry.row[property] ?? []].flat()).filter(id => !removed.has(id))
  const values = {
    [property]: [...new Set([...linked, ...added.ids])],
    ...(call.operation.shape && changeTimes(context.contract, collection.name, call.now)),
  }
  return {
    changes: [
      {
        does: 'replace',
        resource: collection.name,
        entry,
        ...planValues(collection, call, entry.row, values),
      } as const,
    ],
    answer: (committed: Parameters<typeof answerRecords>[1]) => answerRecords(call, committed),
  }
}

interface Listed {
  readonly ids: readonly string[]
  /** JSON pointer to the list within the body. */
  readonly pointer: string
}

function idsAt({ body }: Call, path: string | undefined, isBody: boolean): Listed {
  const keys = path?.split('.') ?? []
  const value = path === undefined ? (isBody ? body : []) : valueAt(body, keys)
  return { ids: strings([value ?? []].flat()), pointer: keys.map(key => `/${key}`).join('') }
}

type LinkWords = NonNullable<Shape['link']>

/** @throws {Refusal} the code of `refuse`, for a record that can have no links */
function requireLinkable({ contract }: Context, { operation }: Call, { where, refuse }: LinkWords, row: Row): void {
  if (refuse === undefined || hasValues(row, where)) return
  const title = asNoun(contract.resources[operation.resource ?? '']?.title ?? 'record')
  throw new Refusal({ code: refuse, detail: `This ${title} can have no links.`, rule: 'link' })
}

/** @throws {Refusal} validation_failed, or the code of `unknown`, for ids of records that the caller cannot see */
function requireRecords(
  { store }: Context,
  call: Call,
  { resource, unknown }: LinkWords,
  { ids, pointer }: Listed,
): void {
  if (resource === undefined) return
  const collection = store.collection(resource)
  const errors = ids.flatMap((id, index): ValidationError[] => {
    const entry = collection.get(id)
    if (entry && isVisible(collection.resource, entry.row, principalOf(call), call.selected)) return []
    return [{ in: 'body', pointer: `${pointer}/${index}`, message: `must be the id of an existing ${resource}` }]
  })
  if (errors.length === 0) return
  const refusal = validationFailed(errors, 'link')
  if (unknown === undefined) throw refusal
  const missing = errors.flatMap(({ pointer: at }) => ids[Number(at.slice(pointer.length + 1))] ?? [])
  throw new Refusal({ ...refusal, code: unknown, values: { ids: missing.join(', ') } })
}
