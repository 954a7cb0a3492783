import { open as openWindow } from '../../../openapi/vocabulary/words/window.ts'
import type { Context } from '../../engine/context.ts'
import { commit } from '../../engine/steps/commit.ts'
import { mayCall, principalOf } from '../signed-in.ts'
import type { Scenario } from '../types/scenario.ts'
import { firstUser, unsupported } from './users.ts'

export function windowOpen(context: Context): Scenario {
  const operation = context.contract.operations.find(({ does }) => does === 'open')
  if (!operation) throw unsupported(context, 'window-open', 'no window to open')
  const who = firstUser(context, 'window-open', who => mayCall(context, who, operation))
  const call = {
    operation,
    resource: undefined,
    target: undefined,
    selected: {},
    query: {},
    params: {},
    request: new Request('http://localhost/'),
    body: undefined,
  }
  const plan = openWindow(context, { ...call, principal: principalOf(context, who), now: context.clock.now })
  commit(context, operation, plan)
  return { login: who.login, resource: operation.resource ?? null, ids: [who.account] }
}
