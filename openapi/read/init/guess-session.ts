/** Users who sign in with a password, and the security scheme that reads the token of their session. */
import { isString, type JsonObject } from '../../contract/json.ts'
import { pointerKeys } from '../../contract/pointer.ts'
import type { OperationNode } from '../../vocabulary/model/model.ts'
import type { Node } from '../../vocabulary/model/node.ts'
import { propertiesOf } from '../../vocabulary/model/schema.ts'
import type { InferredResource } from '../infer/inference.ts'
import { plain } from '../infer/names.ts'
import { keywordsAt, type Suggestion, type Update } from './draft.ts'
import { success } from './guess-window.ts'
import { codesAt, placeOf, propertyNamed, type Source, schemaPlace, snake } from './source.ts'

/** `POST /sessions` with an email and a password, which returns a token and the user. */
export function guessSessions(source: Source): Suggestion[] {
  return source.unknown.flatMap((operation): Suggestion[] => {
    const words = signInOf(operation)
    const created = success(operation)
    const token = created && propertyNamed(created, /token|secret/, 'string')
    const session = created && sessionOf(created, token)
    const user = session && userOf(source, session)
    if (!words || !token || !user || session.name === undefined || !source.canChange(session.name)) return []
    const principal = principalOf(source, user.resource)
    if (!principal) return []
    return [
      {
        kind: 'suggestion',
        hint: 'guess',
        text: `POST ${operation.path} signs a ${user.resource.name} in. For how long?`,
        updates: [
          keywordsAt(schemaPlace(user.resource.name), principal),
          keywordsAt(schemaPlace(session.name), sessionWords(session)),
          keywordsAt(pointerKeys(user.node.usedAt.pointer), { embeds: USER }),
          keywordsAt(pointerKeys(token[1].usedAt.pointer), { secret: { form: '{base62:32}' } }),
          keywordsAt(placeOf(operation), { resource: session.name, does: 'sign_in', sign_in: words }),
          ...signingOut(source, operation, session.name),
          ...schemeUpdates(source, session.name, token[0], words.refuse),
        ],
      },
    ]
  })
}

/** The property of a session with the id of its user. No response shows it. */
const USER = 'user_id'

function signInOf(operation: OperationNode) {
  const schema = operation.method === 'POST' ? operation.body?.schema : undefined
  const login = schema && propertyNamed(schema, /^(email|emailaddress|username|login)$/, 'string')
  const password = schema && propertyNamed(schema, /^password$/, 'string')
  if (!login || !password) return undefined
  const [refuse = 'invalid_credentials'] = codesAt(operation, '401')
  return { login: login[0], password: password[0], refuse }
}

/** `DELETE /sessions/current` ends one session, `DELETE /sessions` all of the user. */
function signingOut(source: Source, { path }: OperationNode, session: string): Update[] {
  const verbs: Readonly<Record<string, string>> = { [`${path}/current`]: 'sign_out', [path]: 'sign_out_everywhere' }
  return source.unknown.flatMap(node => {
    const does = node.method === 'DELETE' ? verbs[node.path] : undefined
    return does === undefined ? [] : [keywordsAt(placeOf(node), { resource: session, does })]
  })
}

/** The part of a response without the token, if it is a schema of its own. */
function sessionOf(created: Node, token: readonly [string, Node] | undefined): Node {
  const parts = created.get('allOf')?.items() ?? []
  const rest = parts.find(part => part.name !== undefined && !propertiesOf(part).has(token?.[0] ?? ''))
  return rest ?? created
}

function userOf(source: Source, session: Node) {
  for (const [, node] of propertiesOf(session)) {
    const resource = source.resources.find(({ name }) => name === node.name)
    if (resource) return { resource, node }
  }
  return undefined
}

function sessionWords(session: Node): JsonObject {
  const expires = propertyNamed(session, /expire|until/, 'string')
  return {
    id: { prefix: `${snake(session.name ?? '')}_` },
    owner: { user: USER },
    visible_to: 'owner',
    lifecycle: {
      field: 'state',
      initial: 'open',
      ...(expires
        ? { expires: { field: expires[0], from: ['open'], after: 'PT12H' } }
        : { transitions: { end: { from: ['open'], to: 'ended' } } }),
    },
  }
}

/** What a user may do, whether a user can sign in, and who cannot be removed. */
function principalOf(source: Source, resource: InferredResource): JsonObject | undefined {
  const schema = source.schema(resource)
  const permissions = schema && propertyNamed(schema, /permission|scope|roles?$/, 'array')
  if (!permissions) return undefined
  const enabled = propertyNamed(schema, /^(is)?(enabled|active)$/, 'boolean')
  const codes = ['401', '403'].flatMap(status => source.model.operations.flatMap(node => codesAt(node, status)))
  const refuse =
    codes.find(code => /disabled|inactive|suspended|locked/.test(code)) ?? `${snake(resource.name)}_disabled`
  const last = source
    .rulesOf(resource)
    .flatMap(operation => source.node(operation) ?? [])
    .flatMap(node => codesAt(node, '409'))
    .find(code => code.startsWith('last_'))
  return {
    principal: { permissions: [permissions[0]], ...(enabled && { enabled: enabled[0], refuse }) },
    ...(last !== undefined && { last_holder: { of: permissionToManage(permissions[1], resource), refuse: last } }),
  }
}

/** `users:write` of all permissions, or the first one. */
function permissionToManage(permissions: Node, { collection }: InferredResource): string {
  const values: readonly unknown[] =
    permissions
      .get('items')
      ?.get('enum')
      ?.items()
      .map(({ value }) => value) ?? []
  const noun = collection.slice(collection.lastIndexOf('/') + 1)
  const found = values.filter(isString).find(value => value.startsWith(noun) && /write|manage|admin/.test(value))
  return found ?? values.find(isString) ?? 'admin'
}

function schemeUpdates(source: Source, session: string, token: string, unknown: string): Update[] {
  const bearers = [...source.model.schemes.values()].filter(
    ({ node, words }) => !words && node.read('type') === 'http' && node.read('scheme') === 'bearer',
  )
  const scheme = bearers.find(({ name }) => plain(name) === plain(session))
  if (!scheme) return []
  const codes = source.model.operations.flatMap(node => codesAt(node, '401'))
  const missing = codes.find(code => /missing|required/.test(code)) ?? 'missing_credentials'
  const words = {
    authenticates: session,
    by: token,
    kind: snake(session),
    acts_as: USER,
    grants: 'inherited',
    accepts: ['open'],
    refuse: { missing, unknown },
  }
  return [keywordsAt(['components', 'securitySchemes', scheme.name], words)]
}
