/** Puts a mock into a state in which an operation succeeds. */

import type { System } from '../../docs/build/system.ts'
import type { Mock } from '../../mock/index.ts'
import type { Operation, Resource } from '../../openapi/contract/contract.ts'
import { isObject } from '../../openapi/contract/json.ts'
import { keySchemes, sessionScheme } from '../../openapi/contract/schemes.ts'
import { seededSignIns } from '../../openapi/contract/sign-ins.ts'
import { bodyProperties, keysOf } from '../../openapi/generate/sdk/keys.ts'

export interface State {
  readonly session: string
  readonly key: string
  /** The id of a key that the operation can work on. It replaces the example id in samples. */
  readonly keyId: string
}

const ORIGIN = 'http://mock.test'

/** Signs in the first seeded user, and creates a key in a state that the operation accepts. */
export async function stateFor({ contract, samples }: System, mock: Mock, operation: Operation): Promise<State> {
  const [first] = seededSignIns(contract)
  const session = sessionScheme(contract)
  if (!first || !session) throw new Error(`No user can sign in to ${contract.system}.`)
  const { token } = mock.signIn(first.login)
  const ask = async ({ method, path }: Operation, id = '', body?: unknown) => {
    const answer = await mock.fetch(`${ORIGIN}${contract.basePath}${path.replace(/\{\w+\}/, id)}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    const value: unknown = answer.status === 204 ? {} : await answer.json()
    return isObject(value) ? value : {}
  }

  for (const { does, resource } of contract.operations)
    if (operation.window !== undefined && does === 'open' && resource === operation.window)
      await ask(contract.operations.find(one => one.does === 'open') ?? operation)

  const { scheme, key, operation: find } = keysOf(contract)
  const create = find('create')
  const isOnKey = operation.path.includes('{') || operation.many !== undefined
  const isOfKeys = keySchemes(contract).some(one => one.authenticates === operation.resource)
  if (!create || operation.sign_in || (isOfKeys && !isOnKey)) return { session: token, key: '', keyId: '' }
  const example = samples.get(create.id)?.request.body
  const user = key.owner?.user
  const actsAs = bodyProperties(contract, create.body?.schema).properties.has(user ?? '')
    ? { [user ?? '']: first.user.id }
    : {}
  const made = await ask(create, '', isObject(example) ? { ...example, ...actsAs } : example)
  const id = String(made.id)
  for (const step of isOfKeys ? stepsTo(key, operation) : []) {
    // A rotation with a grace period takes a transition too.
    const takes = find(step) ?? contract.operations.find(({ rotate }) => rotate?.during === step) ?? operation
    await ask(takes, id, samples.get(takes.id)?.request.body)
  }
  return { session: token, key: String(made[scheme.by]), keyId: id }
}

/** The transition from the initial state to a state that the operation accepts. */
function stepsTo({ lifecycle }: Resource, { does }: Operation): string[] {
  const from = lifecycle?.transitions?.[does]?.from
  if (!lifecycle || !from || from.includes(lifecycle.initial)) return []
  const step = Object.entries(lifecycle.transitions ?? {}).find(
    ([, transition]) => transition.from.includes(lifecycle.initial) && from.includes(transition.to ?? ''),
  )
  if (!step) throw new Error(`No transition from ${lifecycle.initial} to ${from.join(' or ')}.`)
  return [step[0]]
}
