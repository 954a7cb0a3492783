/** A mock of `keys.yaml`: keys in the forms of other products. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { createMock } from '../../../mock/index.ts'

export const KEYS = join(import.meta.dirname, 'keys.yaml')

export const document = parse(readFileSync(KEYS, 'utf8'))

export const START = '2026-01-01T00:00:00.000Z'

/** The secrets that the seed gives. */
export const ROOT = 'sk_0123456789abcdef01234567'
export const APP = '5f0c2b9e-1111-4222-8333-944445555666'

export type Headers = Readonly<Record<string, string>>

export interface Reply {
  readonly status: number
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

export const asRoot: Headers = { authorization: `Basic ${btoa(`${ROOT}:`)}` }
export const asApp: Headers = { 'x-app': APP }

/** @param edit changes the document, which is a copy */
export function openShop(edit: (copy: typeof document) => void = () => {}, seed = 1) {
  const copy = structuredClone(document)
  edit(copy)
  const mock = createMock({ contract: copy, seed, now: START })
  const ask = async (call: string, body?: unknown, headers: Headers = asRoot): Promise<Reply> => {
    const [method = '', path = ''] = call.split(' ')
    const response = await mock.fetch(`http://shop.test${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: text === '' ? {} : JSON.parse(text) }
  }
  /** Creates a key, and returns its secret. */
  const createKey = async (type: 'secret' | 'public', title: string): Promise<{ id: string; token: string }> => {
    const { body, text } = await ask('POST /keys', { type, title })
    if (typeof body.token !== 'string') throw new Error(`No key was created: ${text}`)
    return { id: String(body.id), token: body.token }
  }
  return { mock, ask, createKey }
}
