/** Secrets of documents that nobody here designed do not reach logs, snapshots and printed objects. */
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../openapi/read/document/read-document.ts'
import { clientOf, crud, documentOf, type Json } from '../../engine/described/documents.ts'
import { open } from '../../server/serving.ts'

const GUID = '6f9619ff-8b86-d011-b42d-00c04fc964ff'
const STRIPE = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'
const RESEND = 're_8m9gwv13_6t5u3mqJ3vQkzK5rP4LtYq'
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'

const text = (more: Json = {}) => ({ type: 'string', ...more })

const hook = {
  type: 'object',
  required: ['id', 'url'],
  properties: {
    id: text({ readOnly: true }),
    url: text(),
    pin: text({ format: 'password' }),
    signing_secret: text(),
    value: text(),
    auth: { type: 'object', properties: { user: text(), password: text({ writeOnly: true }) } },
    next_page_token: text(),
  },
}

const securitySchemes = {
  account: { type: 'apiKey', in: 'header', name: 'X-Account' },
  site: { type: 'apiKey', in: 'query', name: 'site' },
  visit: { type: 'apiKey', in: 'cookie', name: 'visit' },
}

const paths = crud('/hooks', 'Hook', 'hook_id', text())
const document = documentOf(paths, { Hook: hook })
const secured = { ...document, components: { schemas: { Hook: hook }, securitySchemes } }

const row = {
  url: 'https://example.com',
  pin: 'four-digits',
  signing_secret: 'a-signature',
  value: STRIPE,
  auth: { user: 'ada', password: 'correct-horse' },
  next_page_token: 'page-2',
}

const SECRETS = [GUID, STRIPE, RESEND, JWT, 'four-digits', 'a-signature', 'correct-horse', 'a-visit']

function expectNoSecret(printed: string) {
  for (const secret of SECRETS) expect(printed).not.toContain(secret)
}

describe('mock.requests', () => {
  test('has no credential of a declared scheme', async () => {
    const { mock, send } = clientOf(secured)
    await send(`GET /hooks?site=${GUID}&limit=2`, undefined, { 'X-Account': GUID, Cookie: 'visit=a-visit' })
    await send(`GET /hooks/${STRIPE}?q=${JWT}`, undefined, { Authorization: `Bearer ${RESEND}`, 'X-Auth-Token': GUID })
    expectNoSecret(JSON.stringify(mock.requests))
    expect(mock.requests[0]).toMatchObject({
      query: { site: '****', limit: '2' },
      headers: { 'x-account': '****', cookie: '****' },
    })
  })

  test('has no secret of a body, by its format, its name and its form', async () => {
    const { mock, send } = clientOf(document)
    await send('POST /hooks', row)
    expectNoSecret(JSON.stringify(mock.requests))
    expect(mock.requests[0]?.body).toMatchObject({
      url: 'https://example.com',
      pin: '****',
      value: 'sk_live_****p7dc',
      auth: { user: 'ada', password: '****' },
      next_page_token: 'page-2',
    })
  })

  test('has no secret of a form', async () => {
    const { mock } = clientOf(document)
    const body = new URLSearchParams({ url: 'u', pin: 'four-digits', 'auth[password]': 'correct-horse' })
    await mock.fetch('/hooks', { method: 'POST', body })
    expectNoSecret(JSON.stringify(mock.requests))
    expect(mock.requests[0]?.body).toContain('url=u')
  })
})

test('the log of the server has no secret', async () => {
  const { ask, printed, close } = await open({ document: secured, level: 'debug' })
  await ask(`GET /hooks?site=${GUID}&q=${STRIPE}&access_token=${RESEND}`)
  await ask(`GET /hooks/${JWT}`)
  await ask(`POST /hooks/${STRIPE}`)
  await close()
  expect(printed.out.split('\n').length).toBeGreaterThan(3)
  expectNoSecret(printed.out + printed.err)
})

test('an error has no secret of the request', async () => {
  const { send } = clientOf(document)
  const errors = [await send(`GET /nowhere/${STRIPE}`), await send(`DELETE /hooks/${JWT}/x`)]
  expectNoSecret(JSON.stringify(errors))
})

describe('a snapshot', () => {
  test('holds records without their secrets', async () => {
    const { mock, send } = clientOf(document)
    const { body } = await send('POST /hooks', row)
    const snapshot = mock.snapshot()
    expectNoSecret(JSON.stringify(snapshot))
    const { id, url, next_page_token } = body
    const kept = { id, url, next_page_token, auth: { user: 'ada' } }
    expect(snapshot.records.at(-1)?.row).toMatchObject(kept)
    mock.restore(snapshot)
    expect((await send(`GET /hooks/${id}`)).body).toMatchObject(kept)
  })

  test('keeps an id, whatever its name', async () => {
    const token = { type: 'object', required: ['token'], properties: { token: text(), note: text() } }
    const { mock, send } = clientOf(documentOf(crud('/tokens', 'Token', 'token', text()), { Token: token }))
    await send('POST /tokens', { token: 'mine', note: 'a' })
    mock.restore(mock.snapshot())
    expect((await send('GET /tokens/mine')).body).toMatchObject({ token: 'mine', note: 'a' })
  })
})

test('a seeded record prints without its secrets', () => {
  const { mock } = clientOf(document)
  const [seeded] = mock.seed({ Hook: [row] }).Hook ?? []
  expect(seeded?.signing_secret).toBe('a-signature')
  expectNoSecret(inspect(seeded) + JSON.stringify(seeded))
})

test('a warning about a reference has no password', async () => {
  const $ref = 'https://joe:hunter2@hooks.test/a?to=b@c#/A'
  const { warnings } = await readDocument({
    document: { openapi: '3.1.0', paths: {}, components: { schemas: { A: { items: { $ref } } } } },
  })
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('`https://hooks.test/a?to=b@c#/A`')])
})
