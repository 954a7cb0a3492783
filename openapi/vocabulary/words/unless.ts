/** `unless` of a transition: the records that take it from any state. */
import { hasValues } from '../../contract/has-values.ts'
import type { Transition } from '../../contract/words.ts'
import type { Row } from '../engine/record.ts'
import type { Finding } from '../finding.ts'
import { checkValues } from '../lookup.ts'
import type { Model } from '../model/model.ts'
import { valuesText } from '../prose.ts'

/** The properties and their values exist. */
export function check({ resources }: Model): Finding[] {
  return [...resources.values()].flatMap(resource =>
    (resource.wordsNode.get('lifecycle')?.get('transitions')?.members() ?? []).flatMap(([, transition]) =>
      (transition.get('unless')?.members() ?? []).flatMap(([property, values]) =>
        checkValues(resource, property, values),
      ),
    ),
  )
}

/** Whether a record takes a transition from any state. */
export function isExempt({ unless }: Transition, row: Row): boolean {
  return unless !== undefined && hasValues(row, unless)
}

/** To follow the states that a transition starts from. */
export function explainUnless(unless: Transition['unless']): string {
  return unless ? ` A record whose ${valuesText(unless)} takes it in any state.` : ''
}
