import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { verified } from '../../../openapi/vocabulary/words/verify.ts'
import type { Context } from '../context.ts'
import { show } from '../rules/show.ts'
import { collectionOf } from './parts.ts'

/** Tells whether a secret is valid, and counts its use. */
export const verify: Act<Context> = (context, call) => {
  const { name } = collectionOf(context, call)
  const { code, isAccepted, entry, after } = verified(context, call)
  return {
    changes: entry && after ? [{ does: 'replace', resource: name, entry, after }] : [],
    answer: () => {
      const result = { accepted: isAccepted, code, id: entry?.id ?? null }
      const record = entry ? show(context, name, entry, call.operation) : null
      return { body: result, values: { ...result, record } }
    },
  }
}
