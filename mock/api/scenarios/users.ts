/** The users of scenarios. */
import type { SignIn } from '../../../openapi/contract/sign-ins.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../../engine/context.ts'
import type { Collection } from '../../engine/store/collection.ts'
import { signIns } from '../sign-in.ts'
import { mayCall } from '../signed-in.ts'
import type { ScenarioName } from '../types/scenario.ts'

/** @throws {RangeError} if no user meets the condition */
export function firstUser(
  context: Context,
  scenario: ScenarioName,
  isWanted: (who: SignIn<Entry>) => boolean,
): SignIn<Entry> {
  const found = signIns(context).find(isWanted)
  if (!found) throw unsupported(context, scenario, 'no suitable user')
  return found
}

/** The first user who may create the records of a collection. */
export function creatorOf(context: Context, { name }: Collection, scenario: ScenarioName): SignIn<Entry> {
  const create = context.contract.operations.find(({ does, resource }) => does === 'create' && resource === name)
  return firstUser(context, scenario, who => create === undefined || mayCall(context, who, create))
}

export function unsupported({ contract }: Context, scenario: ScenarioName, reason: string): RangeError {
  return new RangeError(`The system ${contract.system} does not support the scenario "${scenario}": it has ${reason}.`)
}
