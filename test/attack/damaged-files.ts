/**
 * State files with flipped bits, and with parts that are cut off, removed, moved, repeated or rewritten. A server says what
 * is wrong in one line and leaves the file as it is, or it has every change that a response reported.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { SeededRandom } from '../../mock/engine/values/random.ts'
import { encodeConfirmed } from '../../mock/server/state/confirmed.ts'
import { encodeLine, lineOf, START } from '../../mock/server/state/line.ts'
import { CliError } from '../../src/cli/cli-error.ts'
import { loadSystem } from '../../src/cli/load-system.ts'
import { MainInstance } from '../../src/cli/main-instance.ts'
import type { Attack } from './tool.ts'

/** How often each kind of damage is done. */
const ROUNDS = { short: 8, full: 1000 }
const CHANGES = 5

export const damagedFiles: Attack = async ({ size, seed }) => {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
  const random = new SeededRandom(seed)
  const original = await write(join(directory, 'original.state'))
  const file = join(directory, 'damaged.state')
  const counts = { files: 0, said: 0, harmless: 0 }
  const violations: string[] = []
  for (let round = 1; round <= ROUNDS[size]; round++) {
    for (const [kind, damage] of Object.entries(DAMAGE)) {
      const bytes = damage(original.bytes, most => random.between('damage', 0, most))
      const outcome = startFrom(file, bytes, kind === 'forged' ? undefined : original.records)
      counts.files++
      if (outcome === 'said' || outcome === 'harmless') counts[outcome]++
      else violations.push(`${kind}, round ${round} of seed ${seed}: ${outcome}`)
    }
  }
  rmSync(directory, { recursive: true })
  return { counts, violations }
}

/** A file with a few answered changes in lines of their own, as a killed server leaves it. */
async function write(file: string) {
  const main = new MainInstance(loadSystem('standard'), { state: file })
  const { mock } = main.instance
  const headers = { ...mock.signIn('admin').headers, 'Content-Type': 'application/json' }
  for (let count = 1; count <= CHANGES; count++) {
    const { status } = await mock.fetch('/api/v1/products', {
      method: 'POST',
      headers,
      body: JSON.stringify({ sku: `S-${count}`, name: `Product ${count}`, price: { amount: count, currency: 'EUR' } }),
    })
    if (status !== 201) throw new Error(`Creating a product answered ${status}.`)
    await main.state?.saved()
  }
  const [bytes, records] = [readFileSync(file), productsOf(main)]
  main.close()
  return { bytes, records }
}

const productsOf = ({ instance }: MainInstance) =>
  instance.mock.snapshot().records.filter(({ resource }) => resource === 'Product')

/**
 * @param records what must be there; undefined if the file says something else
 * @returns what is wrong, if anything
 */
function startFrom(file: string, bytes: Buffer, records: ReturnType<typeof productsOf> | undefined): string {
  writeFileSync(file, bytes)
  let main: MainInstance
  try {
    main = new MainInstance(loadSystem('standard'), { state: file })
  } catch (error) {
    if (!(error instanceof CliError)) return `it throws ${error instanceof Error ? error.stack : error}`
    const isClear = error.hint !== '' && ![error.message, error.hint].some(text => text.includes('\n'))
    if (!readFileSync(file).equals(bytes)) return 'the refused file was changed'
    return isClear ? 'said' : `it says ${error.message} ${error.hint}`
  }
  const isKept = records === undefined || isDeepStrictEqual(productsOf(main), records)
  const note = main.state?.note
  main.close()
  if (isKept) return 'harmless'
  return note?.includes('was empty') ? 'said' : `changes are lost, and it says ${note ?? 'nothing'}`
}

/** A whole number from 0 to a greatest one. */
type Roll = (most: number) => number

const DAMAGE: Readonly<Record<string, (bytes: Buffer, roll: Roll) => Buffer>> = {
  flipped: (bytes, roll) => {
    const flipped = Buffer.from(bytes)
    const at = roll(bytes.length - 1)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << roll(7))
    return flipped
  },
  'flipped at the end': (bytes, roll) => {
    const flipped = Buffer.from(bytes)
    const at = bytes.length - 1 - roll(200)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << roll(7))
    return flipped
  },
  zeroed: (bytes, roll) => Buffer.from(bytes).fill(0, roll(bytes.length - 1)),
  'cut off': (bytes, roll) => bytes.subarray(0, roll(bytes.length - 1)),
  'cut off after a line': (bytes, roll) => joined(linesOf(bytes).slice(0, roll(CHANGES + 2))),
  'cut out': (bytes, roll) => {
    const start = roll(bytes.length - 1)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 1 + roll(500))])
  },
  'removed line': (bytes, roll) => joined(linesOf(bytes).toSpliced(roll(CHANGES + 2), 1)),
  'repeated line': (bytes, roll) => {
    const lines = linesOf(bytes)
    return joined(lines.toSpliced(roll(lines.length), 0, lines[roll(lines.length - 1)] ?? ''))
  },
  'swapped lines': (bytes, roll) => {
    const lines = linesOf(bytes)
    const [one, other] = [roll(lines.length - 1), roll(lines.length - 1)]
    return joined(lines.with(one, lines[other] ?? '').with(other, lines[one] ?? ''))
  },
  appended: (bytes, roll) => Buffer.concat([bytes, bytes.subarray(roll(bytes.length - 1))]),
  forged: (bytes, roll) => {
    const values = linesOf(bytes).map(line => JSON.parse(line.slice(9)) as unknown)
    const changed = roll(values.length - 1)
    return encoded(values.map((value, index) => (index === changed ? forge(value, roll) : value)))
  },
}

const linesOf = (bytes: Buffer): readonly string[] => bytes.toString().trimEnd().split('\n')

const joined = (lines: readonly string[]) => Buffer.from(lines.map(line => `${line}\n`).join(''))

/** The lines of a file with right checksums. The second value is replaced by the right one. */
function encoded([header, , ...values]: readonly unknown[]): Buffer {
  const first = lineOf(header, START)
  let { checksum } = first
  const rest = values.map(value => {
    const line = lineOf(value, checksum)
    checksum = line.checksum
    return encodeLine(line)
  })
  const size = Buffer.byteLength([encodeLine(first), encodeConfirmed(0), ...rest].join(''))
  return Buffer.from([encodeLine(first), encodeConfirmed(size), ...rest].join(''))
}

const FORGED = [null, true, 0, -1, 1.5, 2 ** 53, '', 'x', '2026-13-01T00:00:00Z', [], {}, [null], { id: null }]

/** The value with another one somewhere in it, or in its place. */
function forge(value: unknown, roll: Roll): unknown {
  if (typeof value !== 'object' || value === null || roll(7) === 0) return FORGED[roll(FORGED.length - 1)]
  const keys = Object.keys(value)
  const key = keys[roll(Math.max(0, keys.length - 1))]
  if (key === undefined) return FORGED[roll(FORGED.length - 1)]
  const members = { ...value, [key]: forge(Reflect.get(value, key), roll) }
  return Array.isArray(value) ? Object.values(members) : members
}
