/** `unique` and `ignores_case`: no two records have the same value, within an account or everywhere. */
import type { PropertyWords } from '../../contract/words.ts'
import { foldCase } from '../engine/fold.ts'
import type { WrittenValue } from '../engine/written-value.ts'

export function validate({ property, values, records, self, principal }: WrittenValue): string | undefined {
  const tenant = records.resource.owner?.tenant
  const row = tenant === undefined ? values : { ...values, [tenant]: principal.account }
  const other = records.byUnique(property, row)
  return other && other !== self ? 'is already taken' : undefined
}

/** What a value of a unique property is compared by. */
export function identityOf(words: PropertyWords | undefined, value: unknown): unknown {
  return words?.ignores_case && typeof value === 'string' ? foldCase(value) : value
}
