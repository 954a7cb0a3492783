/** State files that someone has prepared or damaged, and servers in several containers. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeConfirmed } from '../../../mock/server/state/confirmed.ts'
import { encodeLine, lineOf, START } from '../../../mock/server/state/line.ts'
import { errorText, exitCodeOf } from '../../../src/cli/cli-error.ts'
import { loadSystem } from '../../../src/cli/load-system.ts'
import { MainInstance } from '../../../src/cli/main-instance.ts'
import { Latchkey } from '../../server/process.ts'

const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(directory, { recursive: true }))

let count = 0
const newFile = () => join(directory, `${++count}.state`)
const modeOf = (file: string) => statSync(file).mode & 0o777

/** What a server prints that must not start: one line with the mistake, and one with a way out. */
function refusal(file: string): string {
  try {
    new MainInstance(loadSystem('standard'), { state: file }).close()
  } catch (error) {
    expect(exitCodeOf(error)).toBe(1)
    expect(errorText(error)).toMatch(/^error: .*\n.+$/)
    return errorText(error)
  }
  throw new Error('It started.')
}

/** Starts a server, changes something, and ends it. */
async function use(file: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<Latchkey> {
  const latchkey = await Latchkey.mock('--state', file)
  const headers = { Authorization: `Bearer ${latchkey.token}` }
  for (const name of ['One', 'Two'])
    expect((await latchkey.ask('POST', '/api/v1/api-keys', { name }, headers)).status).toBe(201)
  latchkey.signal(signal)
  await latchkey.ended()
  return latchkey
}

describe('what is in the place of a temporary file', () => {
  test.each(['new', 'lock'])('a link at FILE.%s is not followed', async suffix => {
    const [file, other] = [newFile(), newFile()]
    writeFileSync(other, 'of somebody else')
    symlinkSync(other, `${file}.${suffix}`)
    if (suffix === 'new') await use(file)
    else expect(refusal(file)).toContain('is not a lock file of Latchkey')
    expect(readFileSync(other, 'utf8')).toBe('of somebody else')
    expect(lstatSync(other).isFile()).toBe(true)
  })

  test('a link to nothing creates nothing', async () => {
    const [file, other] = [newFile(), newFile()]
    symlinkSync(other, `${file}.lock`)
    refusal(file)
    expect(existsSync(other)).toBe(false)
  })

  test('a file with other permissions does not pass them on', async () => {
    const file = newFile()
    writeFileSync(`${file}.new`, 'longer than the state '.repeat(10_000), { mode: 0o666 })
    writeFileSync(file, '', { mode: 0o644 })
    await use(file, 'SIGKILL')
    expect([modeOf(file), modeOf(`${file}.lock`), existsSync(`${file}.new`)]).toEqual([0o600, 0o600, false])
    expect(readFileSync(file, 'utf8')).not.toContain('longer than')
  })

  test('a directory is refused', async () => {
    const file = newFile()
    mkdirSync(`${file}.new`)
    expect(refusal(file)).toContain('cannot be written')
  })
})

describe('a path that cannot be used gives one clear line', () => {
  test.each([
    ['a name of 300 characters', join(directory, 'x'.repeat(300)), 'ENAMETOOLONG'],
    ['a name that is too long for its temporary files', join(directory, 'x'.repeat(252)), 'ENAMETOOLONG'],
    ['nothing', '', 'is a directory'],
    ['a file as the directory', join(import.meta.filename, 'a.state'), 'ENOTDIR'],
  ])('%s', (_, file, says) => {
    expect(refusal(file)).toContain(says)
  })

  test('a link to nothing, which stays', () => {
    const file = newFile()
    symlinkSync(newFile(), file)
    expect(refusal(file)).toContain('is a symbolic link to a file that does not exist')
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
  })

  test('an empty lock file, and one of an older version', async () => {
    const file = newFile()
    writeFileSync(`${file}.lock`, '')
    await use(file)
    writeFileSync(`${file}.lock`, '{"pid":1,"started":"2"}')
    expect(refusal(file)).toMatch(/not a lock file of Latchkey.*\n.*older version.*remove it/)
  })
})

describe('damage', () => {
  const file = newFile()
  let bytes: Buffer
  let lines: readonly string[]
  beforeAll(async () => {
    // Killed, so that the changes are lines of their own.
    await use(file, 'SIGKILL')
    bytes = readFileSync(file)
    lines = bytes.toString().trimEnd().split('\n')
    expect(lines).toHaveLength(5)
  })

  const joined = (changed: readonly (string | undefined)[]) => changed.map(line => `${line}\n`).join('')
  const flipped = (at: number) => {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    return changed
  }

  test.each<[what: string, damage: () => string | Uint8Array, says: RegExp]>([
    ['a bit of the last change', () => flipped(bytes.length - 40), /damaged in line 5/],
    ['a bit of the last newline', () => flipped(bytes.length - 1), /damaged in line 5/],
    ['the last change is missing', () => joined(lines.slice(0, 4)), /the last \d+ bytes are missing/],
    ['the last byte is missing', () => bytes.subarray(0, -1), /the last 1 bytes are missing/],
    ['a change is missing', () => joined([...lines.slice(0, 3), lines[4]]), /missing/],
    ['two changes are swapped', () => joined([...lines.slice(0, 3), lines[4], lines[3]]), /damaged in line 4/],
    ['a change is there twice', () => joined([...lines.slice(0, 4), lines[3], lines[4]]), /damaged in line 5/],
    ['a change comes before the state', () => joined([...lines.slice(0, 2), lines[3], ...lines.slice(2)]), /line 3/],
    ['a bit of the second line', () => flipped((lines[0]?.length ?? 0) + 12), /damaged in line 2/],
  ])('is said, and the file is unchanged: %s', async (_, damage, says) => {
    writeFileSync(file, damage())
    const before = readFileSync(file)
    expect(refusal(file)).toMatch(says)
    expect(readFileSync(file)).toEqual(before)
  })

  test.each<[what: string, value: unknown, says: RegExp]>([
    ['null', null, /no valid change in line 4/],
    ['a list', [], /no valid change in line 4/],
    ['a change without its records', { removed: [] }, /no valid change in line 4/],
    ['records of nothing', { records: [null], removed: [] }, /no valid change in line 4/],
    ['records without rows', { records: [{ resource: 'User' }], removed: [] }, /no valid change in line 4/],
    ['removed records without names', { records: [], removed: [7] }, /no valid change in line 4/],
    ['a change without a seed', { records: [], removed: [] }, /required property/],
  ])('content of the right checksum and wrong meaning is said: %s', async (_, value, says) => {
    const [header, , state] = lines.map(line => JSON.parse(line.slice(9)))
    const first = lineOf(header, START)
    const second = lineOf(state, first.checksum)
    const [start, end] = [encodeLine(first), encodeLine(second) + encodeLine(lineOf(value, second.checksum))]
    const size = Buffer.byteLength(start + end) + encodeConfirmed(0).length
    writeFileSync(file, start + encodeConfirmed(size) + end)
    expect(refusal(file)).toMatch(says)
  })

  test('a file of an older format is explained', async () => {
    const header = encodeLine(lineOf({ format: 'latchkey state', version: 1, system: 'standard' }, START))
    writeFileSync(file, header + encodeLine(lineOf({}, START)))
    expect(refusal(file)).toMatch(/has format 1. This version of Latchkey reads format 2.\n.*move the file away/)
  })

  test('an empty file is a new state, and that is said', async () => {
    writeFileSync(file, '')
    const latchkey = await use(file)
    await latchkey.printed(`${file} was empty. The server starts with a new state.`)
  })
})

/** Containers have process ids of their own. Creating them takes a permission that not every machine gives. */
const isolated = ['unshare', '--fork', '--pid', '--mount-proc'] as const
const canIsolate = spawnSync(isolated[0], [...isolated.slice(1), 'true']).status === 0

describe.runIf(canIsolate)('servers in two containers', () => {
  const start = (file: string) =>
    new Latchkey(['mock', '--port', '0', '--state', file], {}, undefined, [...isolated, '--kill-child'])

  test('do not use a file at the same time', async () => {
    const file = newFile()
    const first = await start(file).listening()
    const second = start(file)
    expect(await second.ended()).toBe(1)
    expect(second.err).toMatch(/in use by another server, which may run in another container/)
    first.signal('SIGKILL')
    await first.ended()
  })

  test('the second one starts at once when the first was killed', async () => {
    const file = newFile()
    for (let kills = 0; kills < 3; kills++) {
      const server = await start(file).listening()
      server.signal('SIGKILL')
      await server.ended()
      // The parent is killed first, and the server right after it.
      const isUp = () =>
        fetch(server.origin).then(
          () => true,
          () => false,
        )
      await expect.poll(isUp).toBe(false)
    }
  })
})
