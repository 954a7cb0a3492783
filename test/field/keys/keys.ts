/** A system with people in it, for tests that follow somebody's steps. */
import type { Body, TestResponse, World } from '../../engine/world.ts'

export type { Body, TestResponse }

/** Sends requests as one caller. */
export type Caller = (call: string, body?: unknown) => Promise<TestResponse>

/** Sends requests with a secret or a session token. */
export const callerOf =
  (world: World, as: string): Caller =>
  (call, body) =>
    world.request(call, { as, ...(body === undefined ? {} : { body }) })

/** A status, or the code of the error. */
export const outcomeOf = ({ status, body }: TestResponse): string | number => (status < 400 ? status : body.code)

export async function signIn(world: World, email: string, password = 'password'): Promise<TestResponse> {
  return world.request('POST /sessions', { body: { email, password } })
}

/** A caller with a session of a seeded user. */
export async function person(world: World, role = 'admin'): Promise<Caller> {
  return callerOf(world, await world.signIn(`${role}@north.example`))
}

/** Creates a key, and returns a caller that uses it. */
export async function keyOf(world: World, maker: Caller, body: object = {}): Promise<Caller> {
  const { status, body: key } = await maker('POST /api-keys', { name: 'Job', ...body })
  if (status !== 201) throw new Error(`No key was created: ${key.detail}`)
  return callerOf(world, key.secret)
}
