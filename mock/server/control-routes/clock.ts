/** The controls of the clock. */
import type { ControlCall } from './control.ts'
import { ControlError } from './control-error.ts'
import { fieldsOf, textField } from './request-body.ts'

export function showClock({ instance: { mock } }: Pick<ControlCall, 'instance'>) {
  return { now: mock.clock.toString(), stands_still: mock.clock.fixed !== null }
}

/** @throws {RangeError} if the value is not a duration or a time */
export function moveClock({ instance, body }: ControlCall) {
  const { clock } = instance.mock
  const fields = fieldsOf(body, ['advance', 'set', 'real'])
  const [name, ...others] = Object.keys(fields)
  if (name === undefined || others.length > 0)
    throw new ControlError('Exactly one of /advance, /set and /real is required.')
  if (name === 'advance') clock.advance(textField(fields, 'advance'))
  else if (name === 'set') clock.set(textField(fields, 'set'))
  else if (fields.real === true) clock.useRealTime()
  else throw new ControlError('/real must be true.')
  return showClock({ instance })
}
