import type { SignIn } from '../../../openapi/contract/sign-ins.ts'
import type { Entry } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../../engine/context.ts'
import { signIns } from '../sign-in.ts'
import { mayCall, requiredPermissions } from '../signed-in.ts'
import type { Scenario } from '../types/scenario.ts'
import { firstUser } from './users.ts'

/** Of the users who may change nothing, the first one who may read most. */
export function readOnlyUser(context: Context): Scenario {
  const permitted = (who: SignIn<Entry>, reads: boolean) =>
    context.contract.operations.filter(
      operation =>
        (operation.method === 'GET') === reads &&
        requiredPermissions(context, who, operation).length > 0 &&
        mayCall(context, who, operation),
    ).length
  const readable = (who: SignIn<Entry>) => (permitted(who, false) === 0 ? permitted(who, true) : 0)
  const most = Math.max(1, ...signIns(context).map(readable))
  const { login, resource, user } = firstUser(context, 'read-only-user', who => readable(who) === most)
  return { login, resource, ids: [user.id] }
}
