/** State files: what is written, what is read, and what is rejected. */
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openMock } from '../../mock/api/open.ts'
import { contracts, type SystemId } from '../../mock/generated/index.ts'
import { encodeLine, lineOf, START } from '../../mock/server/state/line.ts'
import { StateFile } from '../../mock/server/state/state-file.ts'
import { keyBody } from '../mock/client.ts'
import { Latchkey } from './process.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))
const opened: StateFile[] = []
afterEach(() => {
  for (const state of opened.splice(0)) state.close()
})

let count = 0
const newFile = () => join(directory, `${++count}.state`)

/** A mock that keeps its state in a file. */
function open(file: string, system: SystemId = 'standard', { seed, now }: { seed?: number; now?: string } = {}) {
  const state = new StateFile(file)
  const { mock, engine } = openMock({
    contract: contracts[system],
    seed: seed ?? 1,
    isChecked: true,
    ...(now !== undefined && { now }),
    onChange: change => state.changed(change),
  })
  state.start(engine, seed)
  opened.push(state)
  return { state, mock, admin: mock.signIn('admin') }
}

/** Stops it as a kill would: nothing more is written, and its lock stays. */
function abandon(state: StateFile): void {
  opened.splice(opened.indexOf(state), 1)
}

type Opened = ReturnType<typeof open>

async function createKey({ mock, admin, state }: Opened, name: string) {
  const answer = await mock.fetch('http://localhost/api/v1/api-keys', {
    method: 'POST',
    headers: { ...admin.headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  expect(answer.status).toBe(201)
  await state.saved()
  return (await answer.json()) as { id: string; secret: string }
}

async function meOf({ mock }: Opened, secret: string) {
  return (await mock.fetch('http://localhost/api/v1/me', { headers: { Authorization: `Bearer ${secret}` } })).status
}

/** Opens the file as another process would, without the lock of this process. */
function reopened(file: string, ...rest: [SystemId?, { seed?: number; now?: string }?]) {
  rmSync(`${file}.lock`, { force: true })
  return open(file, ...rest)
}

describe('a state file', () => {
  test('restores the whole state, and continues with new ids', async () => {
    const file = newFile()
    const first = open(file)
    const key = await createKey(first, 'One')
    abandon(first.state)

    const second = reopened(file)
    expect(second.state.isRestored).toBe(true)
    expect(await meOf(second, key.secret)).toBe(200)
    expect((await createKey(second, 'Two')).id).not.toBe(key.id)
  })

  test('does not restore deleted records', async () => {
    const file = newFile()
    const first = open(file, 'account-keys')
    const { id } = await createKey(first, 'One')
    const { headers } = first.admin
    const answer = await first.mock.fetch(`http://localhost/api/v1/api-keys/${id}`, { method: 'DELETE', headers })
    expect(answer.status).toBe(204)
    await first.state.saved()
    abandon(first.state)
    const second = reopened(file, 'account-keys')
    expect(second.mock.snapshot().records.filter(({ resource }) => resource === 'ApiKey')).toEqual([])
  })

  test('is compacted when it is closed, and holds the same state', async () => {
    const file = newFile()
    const first = open(file)
    const key = await createKey(first, 'One')
    const snapshot = first.mock.snapshot()
    first.state.close()
    abandon(first.state)

    expect(readFileSync(file, 'utf8').match(/\n/g)).toHaveLength(3)
    const second = open(file)
    expect(await meOf(second, key.secret)).toBe(200)
    expect(second.mock.snapshot().records.length).toBe(snapshot.records.length + 1)
  })

  test('keeps the clock, resets and restored snapshots', async () => {
    const file = newFile()
    const first = open(file, 'standard', { now: '2026-01-01T00:00:00Z' })
    const before = first.mock.snapshot()
    const key = await createKey(first, 'One')
    first.mock.clock.advance('PT61M')
    await first.state.saved()
    abandon(first.state)
    const second = reopened(file, 'standard', { now: '2026-01-01T00:00:00Z' })
    expect(second.mock.clock.toString()).toBe('2026-01-01T01:01:00.000Z')

    second.mock.restore(before)
    await second.state.saved()
    abandon(second.state)
    const third = reopened(file)
    expect(await meOf(third, key.secret)).toBe(401)
    expect(third.mock.clock.toString()).toBe('2026-01-01T00:00:00.000Z')
  })

  test('is rewritten when it has grown, and still holds everything', async () => {
    const file = newFile()
    const first = open(file, 'account-keys')
    const keys: string[] = []
    let longest = 0
    for (let count = 0; count < 3000; count++) {
      const { secret } = await createKey(first, `Key ${count}`)
      if (count % 100 === 0) keys.push(secret)
      const { size } = statSync(file)
      if (size < longest) break
      longest = size
    }
    expect(statSync(file).size).toBeLessThan(longest)
    abandon(first.state)
    const second = reopened(file, 'account-keys')
    for (const secret of keys) expect(await meOf(second, secret)).toBe(200)
  })

  test('drops an incomplete last line, whichever byte it ends at', async () => {
    const file = newFile()
    const first = open(file)
    const key = await createKey(first, 'One')
    const whole = readFileSync(file)
    await createKey(first, 'Two')
    abandon(first.state)
    const both = readFileSync(file)
    for (let length = whole.length + 1; length < both.length; length += 97) {
      // The process is killed before it confirms the change.
      writeFileSync(file, Buffer.concat([whole, both.subarray(whole.length, length)]))
      const again = reopened(file)
      expect(again.state.note).toContain('incomplete')
      expect(await meOf(again, key.secret)).toBe(200)
      expect(again.mock.snapshot().records.filter(({ resource }) => resource === 'ApiKey')).toHaveLength(1)
      abandon(again.state)
    }
  })

  test.each([
    ['the first line', 0, 'is not a state file'],
    ['the second line', 1, 'damaged in line 2'],
    ['the state', 2, 'damaged in line 3'],
    ['a change in the middle', 3, 'damaged in line 4'],
    ['the last change', 4, 'damaged in line 5'],
  ])('that is damaged in %s is rejected, and unchanged', async (_, line, says) => {
    const file = newFile()
    const first = open(file)
    await createKey(first, 'One')
    await createKey(first, 'Two')
    abandon(first.state)
    const lines = readFileSync(file, 'utf8').split('\n')
    lines[line] = (lines[line] ?? '').replace('"', "'")
    writeFileSync(file, lines.join('\n'))
    const bytes = readFileSync(file)

    expect(() => reopened(file)).toThrow(says)
    expect(readFileSync(file)).toEqual(bytes)
  })

  test('without its second line, or its third, is rejected', async () => {
    const file = newFile()
    abandon(open(file).state)
    const bytes = readFileSync(file)
    const second = bytes.indexOf('\n') + 1
    for (const end of [second, bytes.indexOf('\n', second) + 1]) {
      writeFileSync(file, bytes.subarray(0, end))
      expect(() => reopened(file)).toThrow('is damaged')
    }
  })

  test('of another system is rejected, and unchanged', () => {
    const file = newFile()
    abandon(open(file, 'warehouse').state)
    const bytes = readFileSync(file)
    expect(() => reopened(file)).toThrow('"warehouse"')
    expect(readFileSync(file)).toEqual(bytes)
  })

  test.each([
    ['of an older version', { format: 'latchkey state', version: 1, system: 'standard' }, 'format 1'],
    ['of another version', { format: 'latchkey state', version: 3, system: 'standard' }, 'format 3'],
    ['of something else', { format: 'other' }, 'is not a state file'],
  ])('%s is rejected, and unchanged', (_, header, says) => {
    const file = newFile()
    const text = encodeLine(lineOf(header, START)) + encodeLine(lineOf({}, START))
    writeFileSync(file, text)
    expect(() => open(file)).toThrow(says)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('with another seed is rejected if a seed is given', () => {
    const file = newFile()
    abandon(open(file, 'standard', { seed: 7 }).state)
    expect(() => reopened(file, 'standard', { seed: 8 })).toThrow('seed 7')
    expect(reopened(file).mock.snapshot().seed).toBe(7)
  })

  test('whose records do not fit the contract is rejected, and unchanged', async () => {
    const file = newFile()
    abandon(open(file).state)
    rmSync(`${file}.lock`)
    const { Product: _, ...resources } = contracts.standard.resources
    const { engine } = openMock({ contract: { ...contracts.standard, resources }, seed: 1, isChecked: true })
    const bytes = readFileSync(file)
    expect(() => new StateFile(file).start(engine)).toThrow(/does not fit.*contract has changed/)
    expect(readFileSync(file)).toEqual(bytes)
  })

  test('may be empty at first, as mktemp creates it, and that is said', () => {
    const file = newFile()
    writeFileSync(file, '')
    const { state } = open(file)
    expect([state.isRestored, state.note]).toEqual([false, `${file} was empty. The server starts with a new state.`])
  })

  test('behind a symbolic link stays behind it', async () => {
    const [file, link] = [newFile(), newFile()]
    writeFileSync(file, '')
    symlinkSync(file, link)
    await createKey(open(link), 'One')
    expect(readFileSync(file, 'utf8')).toContain('latchkey state')
  })

  test('in a directory that does not exist is rejected', () => {
    expect(() => open(join(directory, 'nowhere', 'a.state'))).toThrow('ENOENT')
  })

  test('that is not a regular file is rejected, and unchanged', async () => {
    // A socket stands for devices and pipes: a failing test must not remove /dev/null, or wait forever.
    const socket = newFile()
    const server = createServer().listen(socket)
    await once(server, 'listening')
    for (const path of [directory, socket]) {
      expect(() => open(path)).toThrow(`${path} is a directory, a device, a pipe or a socket.`)
      expect(existsSync(`${path}.lock`)).toBe(false)
    }
    expect(statSync(socket).isSocket()).toBe(true)
    server.close()
  })
})

test.each(Object.keys(contracts) as SystemId[])('%s: the file contains no secret', async system => {
  const file = newFile()
  const { mock, admin, state } = open(file, system)
  const body = keyBody(contracts[system], 'One')
  const answer = await mock.fetch('http://localhost/api/v1/api-keys', {
    method: 'POST',
    headers: { ...admin.headers, 'Content-Type': 'application/json', 'Idempotency-Key': 'once' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  expect(answer.status).toBe(201)
  const { id, secret } = await answer.json()
  await state.saved()
  const appended = readFileSync(file, 'utf8')
  state.close()
  abandon(state)
  for (const text of [appended, readFileSync(file, 'utf8')]) {
    expect(text).toContain(id)
    for (const hidden of [secret, admin.token, '"password":"password"']) expect(text).not.toContain(hidden)
    expect(text).not.toContain(secret.slice(-49, -6))
  }
})

describe('the lock', () => {
  const inUse = 'in use by another server'

  test('rejects a second server, in the same process and in another one', async () => {
    const file = newFile()
    open(file)
    expect(() => open(file)).toThrow(inUse)
    const second = new Latchkey(['mock', '--port', '0', '--state', file])
    expect(await second.ended()).toBe(1)
    expect(second.err).toMatch(/in use by another server.*\nStop that server .*fuser/)
  })

  test('of a server that was killed is free at once', async () => {
    const file = newFile()
    for (let count = 0; count < 3; count++) {
      const latchkey = await Latchkey.mock('--state', file)
      expect(() => open(file)).toThrow(inUse)
      latchkey.signal('SIGKILL')
      await latchkey.ended()
    }
    open(file)
  })

  test('is released, and its empty file stays', () => {
    const file = newFile()
    const { state } = open(file)
    state.close()
    abandon(state)
    expect(statSync(`${file}.lock`)).toMatchObject({ size: 0 })
    expect(() => open(file)).not.toThrow()
  })

  test('that is not of Latchkey is not touched', () => {
    const file = newFile()
    writeFileSync(`${file}.lock`, '# yarn lockfile v1')
    expect(() => open(file)).toThrow('not a lock file of Latchkey')
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe('# yarn lockfile v1')
  })

  test('is released if the file cannot be used', () => {
    const file = newFile()
    writeFileSync(file, 'something else\nof somebody else\n')
    for (let count = 0; count < 2; count++) expect(() => open(file)).toThrow('is not a state file')
  })
})
