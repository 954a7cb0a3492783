/**
 * Bytes on raw sockets: hosts, targets, bad framing, garbage after valid requests, and valid requests with mistakes. Every
 * answer is whole, an error is a problem document, nothing is a 5xx, and what was done is answered.
 */
import { createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'
import { dice, pick, type Roll } from '../engine/random-requests.ts'
import { type RawAnswer, rawAnswers } from '../server/raw.ts'
import type { Attack } from './tool.ts'

const CONNECTIONS = { short: 240, full: 12_000 }
/** How many connections are open at a time. */
const WIDTH = 60

const HOSTS = [
  '',
  'localhost',
  '127.0.0.1',
  'evil.example',
  '1.2.3.4.5',
  '256.256.256.256',
  '09.1',
  '4294967296',
  '[::1',
  'a b',
  'x:y',
  '\x00',
  'ö',
  'a@b',
  'a/b',
  'a?b',
  '%',
  'x'.repeat(5000),
]
const TARGETS = [
  '/',
  '*',
  '',
  '//',
  '/\x00',
  '/%',
  '/?',
  '/#',
  'http://a/',
  'https://[',
  '/api/v1/me?x=\\',
  '/api/v1/../..',
  '/__mock/',
  '/sandboxes',
  '/docs/',
  `/${'a'.repeat(20_000)}`,
  '/\xff',
]
const FRAMINGS = [
  'Content-Length: -1',
  'Content-Length: 1e3',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked\r\nContent-Length: 3',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding: chunked',
  'Expect: 200-ok',
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Connection: close, keep-alive',
  ' folded: yes',
  'no colon',
  'x\x00y: z',
  `x: ${'y'.repeat(17_000)}`,
]
const GARBAGE = [
  'GARBAGE\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\r\n\r\n\r\n',
  '\x00'.repeat(100),
  'GET / HTTP/9.9\r\n\r\n',
]

export const sockets: Attack = async ({ size, seed }) => {
  const mock = createMock({ system: 'standard', seed })
  const server = await serve(mock)
  const roll = dice(seed)
  const { headers } = mock.signIn('admin')
  const violations: string[] = []
  let answered = 0
  let created = 0
  let number = 0
  const create: Create = (more = '') =>
    creation(`Category ${++number}`, `Authorization: ${headers.Authorization}\r\n${more}`)
  const attempts = Array.from({ length: CONNECTIONS[size] }, () => bytesFor(roll, create))
  const run = async () => {
    for (let bytes = attempts.pop(); bytes !== undefined; bytes = attempts.pop()) {
      const answers = await rawAnswers(server.url, bytes + END)
      answered += answers.length
      created += answers.filter(({ status }) => status === 201).length
      const wrong = answers.find(isWrong)
      if (wrong)
        violations.push(`${JSON.stringify(bytes.slice(0, 300))} was answered ${JSON.stringify(wrong).slice(0, 300)}`)
    }
  }
  const before = countOf(mock.snapshot().records)
  await Promise.all(Array.from({ length: WIDTH }, run))
  const added = countOf(mock.snapshot().records) - before
  if (added !== created) violations.push(`${added} categories were created, and ${created} creations were answered`)
  const { status } = await fetch(`${server.url}/api/v1/me`, { headers: { ...headers } })
  if (status !== 200) violations.push(`a valid request at the end was answered ${status}`)
  await server.close()
  return { counts: { connections: CONNECTIONS[size], answers: answered, created }, violations }
}

/** @param more a header */
type Create = (more?: string) => string

const CLOSE = 'Connection: close\r\n'
/** Ends every connection: it completes the body of a request that waits for more, and is no request itself. */
const END = `${'-'.repeat(3000)}\r\n\r\n`

const countOf = (records: readonly { readonly resource: string }[]) =>
  records.filter(({ resource }) => resource === 'Category').length

function bytesFor(roll: Roll, create: Create): string {
  const request = (host: string, target: string, more = '') =>
    `${pick(roll, ['GET', 'POST', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE', 'FOO'])} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`
  switch (roll(5)) {
    case 0:
      return request(pick(roll, HOSTS), pick(roll, TARGETS))
    case 1:
      return request('localhost', pick(roll, TARGETS), `${pick(roll, FRAMINGS)}\r\n`) + pick(roll, GARBAGE)
    case 2:
      return create() + create() + pick(roll, GARBAGE)
    case 3:
      return mutated(roll, create(CLOSE))
    default:
      return create() + mutated(roll, create()) + create(CLOSE)
  }
}

function creation(name: string, more: string): string {
  const body = JSON.stringify({ name })
  return `POST /api/v1/categories HTTP/1.1\r\nHost: localhost\r\n${more}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

/** A request with a character that is removed, repeated or replaced. */
function mutated(roll: Roll, bytes: string): string {
  const at = roll(bytes.length)
  const character = pick(roll, ['', '\r', '\n', '\x00', ' ', ':', '\xff', bytes[at]?.repeat(2) ?? ''])
  return bytes.slice(0, at) + character + bytes.slice(at + 1)
}

function isWrong({ status, type, body }: RawAnswer): boolean {
  // 101 would be an upgrade. 501 is the right answer to a transfer coding that is unknown.
  if (!(status >= 200 && status < 500)) return true
  return status >= 400 && (type !== 'application/problem+json' || typeof body !== 'object')
}
