import { dereference } from '../../../openapi/contract/ref.ts'
import { propertiesOf } from '../../../openapi/contract/schema.ts'
import type { Context } from '../context.ts'
import { view } from '../rules/view.ts'
import type { Answer, Call, Row } from '../types.ts'
import { principalOf } from './parts.ts'

/** Who am I: the user, the account, the permissions of this moment, and the credential where it can be shown. */
export function identify(context: Context, call: Call): Answer {
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

/** The members of the answer's schema. */
function responseProperties(context: Context, { operation }: Call): Readonly<Record<string, unknown>> {
  const schema = operation.responses[operation.success]?.schema
  return propertiesOf(dereference(context.contract.schemas, schema))
}
