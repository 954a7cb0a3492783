/** Prism, an independent tool, validates the requests of the SDK and the responses of the server by the contract. */
import { describe, expect, test, vi } from 'vitest'
import { refereed, takeViolations } from './behind-referees.ts'
import { walkThrough } from './walk-through.ts'

vi.mock('../../mock/index.ts', async importOriginal =>
  (await import('./behind-referees.ts')).behindReferees(await importOriginal()),
)

// The other systems, each with its own Prism, are in `prism-systems.test.ts`.
walkThrough('standard')

/** Each of these breaks the contract, and Prism must report it. Otherwise the tests above prove nothing. */
describe('a violation is reported', () => {
  const good = { email: 'admin@north.example', password: 'password' }
  const session = { token: `ses_${'0'.repeat(49)}`, expires_at: '2026-01-01T12:00:00Z' }
  const json =
    (status: number, body: unknown, headers = {}) =>
    () =>
      new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })

  test.each([
    ['a required field is missing', 'POST', good, json(201, session), /required property 'user'/],
    ['a refusal is not declared', 'POST', good, json(418, {}), /Unable to match the returned status code/],
    ['a success is not declared', 'POST', good, json(202, {}), /Unable to match the returned status code/],
    [
      'a media type is not declared',
      'POST',
      good,
      () => new Response('Hi', { status: 201 }),
      /media type "text\/plain/,
    ],
    [
      'a header has the wrong type',
      'POST',
      good,
      json(429, {}, { 'Retry-After': 'soon' }),
      /retry-after must be integer/,
    ],
    ['a wrong body is accepted', 'POST', {}, json(201, session), /answers 201 .* is a 422/],
    ['invalid JSON is accepted', 'POST', '{"email":', json(201, session), /answers 201 to invalid JSON/],
    ['an unsupported method is accepted', 'PUT', good, json(200, {}), /answers 200 .* is a 405/],
    ['a refusal has another reason', 'PUT', good, json(404, {}), /answers 404 .* is a 405/],
    ['a refusal of a wrong body lacks a required field', 'POST', {}, json(422, {}), /required property 'code'/],
  ])('if %s', async (_, method, body, answer, violation) => {
    const fetch = refereed.get('standard')?.wayTo(async () => answer())
    await fetch?.('http://mock.test/api/v1/sessions', {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    expect(takeViolations()).toContainEqual(expect.stringMatching(violation))
  })
})
