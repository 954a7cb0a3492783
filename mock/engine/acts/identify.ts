import { dereference } from '../../../openapi/contract/ref.ts'
import { propertiesOf } from '../../../openapi/contract/schema.ts'
import { type Call, principalOf } from '../../../openapi/vocabulary/engine/call.ts'
import { type Answer, reading } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Act } from '../../../openapi/vocabulary/engine/world.ts'
import type { Context } from '../context.ts'
import { withoutNulls } from '../described/answer.ts'
import { view } from '../rules/view.ts'
import { dialectOf } from '../wire/dialect.ts'

/** The caller: user, account, current permissions, and the credential if the response has a property for it. */
export const identify: Act<Context> = (context, call) => reading(() => describeCaller(context, call))

function describeCaller(context: Context, call: Call): Answer {
  const principal = principalOf(call)
  const { credential } = principal
  const kinds = Object.values(context.contract.schemes).flatMap(scheme => ('kind' in scheme ? [scheme.kind] : []))
  const members = Object.keys(responseProperties(context, call))
  // A template names what it shows.
  const shown = call.operation.shape?.template === undefined ? kinds.filter(kind => members.includes(kind)) : kinds
  const { omitsNulls } = dialectOf(context.contract)
  const shownOf = (values: Row) => (omitsNulls ? withoutNulls(values) : values)
  const show = (resource: string | undefined, row: Row | undefined) =>
    resource === undefined || row === undefined ? null : shownOf(view(context, resource, row, call.operation))
  return {
    body: shownOf({
      type: principal.kind,
      user: show(...findById(context, ({ principal }) => principal !== undefined, principal.user)),
      account: show(...findById(context, ({ owner }) => owner?.tenant === 'id', principal.account)),
      permissions: [...principal.permissions],
      ...Object.fromEntries(
        shown.map(kind => [kind, kind === principal.kind ? show(credential.resource, credential.entry.row) : null]),
      ),
    }),
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
