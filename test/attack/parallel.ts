/**
 * Rounds of requests that arrive together over HTTP: creations against the limit, repetitions with one idempotency key,
 * rotations and revocations of one key. No limit is exceeded, and what may happen once happens once.
 */
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { createMock, type Mock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'
import { isCounted } from '../../openapi/vocabulary/words/limits.ts'
import { keyBody, keyPath } from './keys.ts'
import type { Attack } from './tool.ts'

const ROUNDS = { short: 2, full: 400 }
/** How many requests arrive together. */
const WIDTH = 16

interface Answer {
  readonly status: number
  readonly id: string
}

export const parallel: Attack = async ({ size }) => {
  const violations: string[] = []
  let requests = 0
  for (const system of Object.keys(contracts) as SystemId[]) {
    const mock = createMock({ system }) as Mock
    const server = await serve(mock)
    for (let round = 1; round <= ROUNDS[size]; round++) {
      mock.reset()
      const { send, sent } = sender(mock, server.url)
      const broken = [...(await playRound(mock, send)), ...exceeded(mock)]
      violations.push(...broken.map(text => `${system}, round ${round}: ${text}`))
      requests += sent()
    }
    await server.close()
  }
  return { counts: { requests }, violations }
}

type Send = (path: string, body?: object, headers?: Readonly<Record<string, string>>) => Promise<Answer>

function sender(mock: Mock, origin: string): { readonly send: Send; readonly sent: () => number } {
  const session = mock.signIn('admin')
  let count = 0
  const send: Send = async (path, body = {}, headers = {}) => {
    count++
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { ...session.headers, 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const { id } = (await response.json()) as { id: string }
    return { status: response.status, id }
  }
  return { send, sent: () => count }
}

/** @returns what was done more than once */
async function playRound(mock: Mock, send: Send): Promise<readonly string[]> {
  const path = `${mock.contract.basePath}/api-keys`
  const user = String(mock.contract.resources.User?.seed?.[0]?.id)
  const broken: string[] = []
  const expectOnce = (what: string, answers: readonly Answer[], success: number) => {
    const statuses = answers.map(({ status }) => status)
    if (statuses.filter(status => status === success).length !== 1) broken.push(`${what} answered ${statuses.join()}`)
  }

  const body = keyBody(mock, 0, user)
  const repeated = await together(() => send(path, body, { 'Idempotency-Key': 'one' }))
  const created = new Set(repeated.filter(({ status }) => status === 201).map(({ id }) => id))
  if (created.size !== 1) broken.push(`one idempotency key created ${created.size} keys`)

  const [id = ''] = created
  const rotate = keyPath(mock, 'rotate', id)
  if (rotate) expectOnce('rotating one key', await together(() => send(rotate, { grace_seconds: 60 })), 201)
  const revoke = keyPath(mock, 'revoke', id)
  if (revoke) expectOnce('revoking one key', await together(() => send(revoke)), 200)

  const others = await together(number => send(path, keyBody(mock, number, user)))
  const failed = others.filter(({ status }) => status !== 201 && status !== 409)
  if (failed.length > 0) broken.push(`creating keys answered ${failed.map(({ status }) => status).join()}`)
  return broken
}

const together = (send: (number: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: WIDTH }, (_, number) => send(number + 1)))

/** The limits of the contract that the records exceed. */
function exceeded(mock: Mock): readonly string[] {
  const { records } = mock.snapshot()
  return Object.entries(mock.contract.resources).flatMap(([name, { limits = [], owner }]) =>
    limits.flatMap(limit => {
      const counted = records.filter(({ resource, row }) => resource === name && isCounted(limit, row))
      const property = (limit.per === 'user' ? owner?.user : owner?.tenant) ?? ''
      const scopes = Map.groupBy(counted, ({ row }) => row[property])
      return [...scopes].flatMap(([scope, { length }]) =>
        limit.max !== null && length > limit.max ? [`${scope} has ${length} of ${limit.max} records of ${name}`] : [],
      )
    }),
  )
}
