import { dereference } from '../../../openapi/contract/ref.ts'
import { propertiesOf } from '../../../openapi/contract/schema.ts'
import { type Call, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import { type Answer, reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { view } from '../rules/view.ts'

/** The caller: user, account, current permissions, and the credential if the response has a property for it. */
export const identify: Act<Context> = (context, call) => reading(() => describeCaller(context, call))

function describeCaller(context: Context, call: Call): Answer {
  const principal = principalOf(call)
  const { credential } = principal
  const kinds = Object.values(context.contract.schemes).flatMap(scheme => ('kind' in scheme ? [scheme.kind] : []))
  const shown = Object.keys(responseProperties(context, call)).filter(member => kinds.includes(member))
  const show = (resource: string | undefined, row: Row | undefined) =>
    resource === undefined || row === undefined ? null : view(context, resource, row, call.operation)
  return {
    body: {
      type: principal.kind,
      user: show(...findById(context, ({ principal }) => principal !== undefined, principal.user)),
      account: show(...findById(context, ({ owner }) => owner?.tenant === 'id', principal.account)),
      permissions: [...principal.permissions],
      ...Object.fromEntries(
        shown.map(kind => [kind, kind === principal.kind ? show(credential.resource, credential.entry.row) : null]),
      ),
    },
  }
}

function findById(
  context: Context,
  isWanted: (resource: Context['contract']['resources'][string]) => boolean,
  id: string | null,
): [resource?: string, row?: Row] {
  const name = Object.keys(context.contract.resources).find(name => isWanted(context.store.collection(name).resource))
  const row = name === undefined || id === null ? undefined : context.store.collection(name).get(id)?.row
  return name === undefined || row === undefined ? [] : [name, row]
}

/** The properties of the response's schema. */
function responseProperties(context: Context, { operation }: Call): Readonly<Record<string, unknown>> {
  const schema = operation.responses[operation.success]?.schema
  return propertiesOf(dereference(context.contract.schemas, schema))
}
