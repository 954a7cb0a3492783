import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import { verified } from '../../../openapi/vocabulary/words/verify.ts'
import type { Context } from '../context.ts'

import { answerRecord, collectionOf } from './parts.ts'

/** Tells whether a secret is valid, and counts its use. */
export const verify: Act<Context> = (context, call) => {
  const { name } = collectionOf(context, call)
  const { code, isAccepted, entry, after } = verified(context, call)
  return {
    changes: entry && after ? [{ does: 'replace', resource: name, entry, after }] : [],
    answer: () => {
      const shown = entry && answerRecord(context, call, entry)
      const result = { accepted: isAccepted, code, id: shown?.values?.id ?? null }
      const record = shown?.body ?? null
      const refused = isAccepted ? undefined : call.operation.verify?.refused
      return { body: result, values: { ...result, record }, ...(refused !== undefined && { template: refused }) }
    },
  }
}
