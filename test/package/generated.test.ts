/** What `latchkey generate` of the packed package writes: compiled with each TypeScript in each kind of project, and run. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { HARD } from '../generate/hard.ts'
import { NOTES } from '../generate/notes.ts'
import { run } from './run.ts'
import { compilers, runtimes, untilInstalled } from './runtimes.ts'

await untilInstalled()
const { project } = inject('packed')
const emulations = fileURLToPath(new URL('../../openapi/emulations', import.meta.url))

/** The rules of `notes.yaml`. */
const RULES = `overlay: 1.1.0
info: { title: Rules, version: 1.0.0 }
actions:
  - target: $.components.schemas.Note
    update: { x-latchkey: { limits: [{ per: account, max: 2, refuse: too_many_notes }] } }
`

const CONFIG = `export default {
  documents: [
    { file: 'notes.yaml', overlays: ['rules.yaml'], out: 'src/notes' },
    { file: 'hard.json', out: 'src/hard' },
    { file: 'workos.yaml', out: 'src/workos' },
  ],
}
`

/** A program of a user. It prints what happened. */
const PROGRAM = `import { createClient, isLatchkeyError } from 'latchkey'
import { notes, type Types } from './notes/client.js'
import { createMock } from './notes/mock.js'

export async function main(): Promise<void> {
  const mock = createMock({ now: '2026-01-01T00:00:00Z' })
  const { Note } = mock.seed({ Note: [{ text: 'first' }] })
  const first: string | undefined = Note[0]?.text
  const api = createClient(notes, { baseUrl: 'http://notes.test', fetch: mock.fetch })
  const { id } = await api.notes.create({ text: 'second' })
  const found = await api.notes.get(id)
  const code = await api.notes.create({ text: 'third' }).then(
    () => undefined,
    (error: unknown) => (isLatchkeyError<Types>(error) ? error.code : undefined),
  )
  const remove = mock.override('getNote', ({ respond }) => respond(200, { id, text: 'overridden' }))
  const overridden = await api.notes.get(id)
  remove()
  console.log([first, found.text, code, overridden.text].join(' '))
}

/** TypeScript refuses each of these. */
export function wrong(): void {
  const mock = createMock()
  // @ts-expect-error there is no such operation
  mock.override('nope', ({ next }) => next())
  // @ts-expect-error a text is text
  mock.seed({ Note: [{ text: 1 }] })
  // @ts-expect-error the operation does not declare the status
  mock.override('getNote', ({ respond }) => respond(402, {}))
  // @ts-expect-error the operation does not declare the code
  mock.fail('createNote', { code: 'nope' })
}

void main()
`

const KINDS = { esm: { type: 'module' }, cjs: {} }
type Kind = keyof typeof KINDS
const folderOf = (kind: Kind) => join(project, `generated-${kind}`)

const bin = join(project, 'node_modules/latchkey/dist/cli.js')
const generate = (kind: Kind, node: string = process.execPath, ...args: readonly string[]) =>
  run(node, [bin, 'generate', '--config', 'latchkey.config.mjs', ...args], { cwd: folderOf(kind) })

beforeAll(async () => {
  for (const kind of ['esm', 'cjs'] as const) {
    const folder = folderOf(kind)
    mkdirSync(join(folder, 'src'), { recursive: true })
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), JSON.stringify(KINDS[kind]))
    writeFileSync(join(folder, 'notes.yaml'), NOTES)
    writeFileSync(join(folder, 'rules.yaml'), RULES)
    writeFileSync(join(folder, 'hard.json'), HARD)
    cpSync(join(emulations, 'workos/openapi.yaml'), join(folder, 'workos.yaml'))
    writeFileSync(join(folder, 'latchkey.config.mjs'), CONFIG)
    writeFileSync(join(folder, 'src/program.ts'), PROGRAM)
    await generate(kind)
  }
})

/** The strictest options. \`verbatimModuleSyntax\` allows no ECMAScript syntax in files that compile to CommonJS. */
const STRICT = ['strict', 'exactOptionalPropertyTypes', 'noUncheckedIndexedAccess', 'isolatedModules', 'skipLibCheck']
const DECLARATIONS = ['declaration', 'isolatedDeclarations', 'noUnusedLocals', 'noImplicitReturns']
const MODES: readonly (readonly [Kind, module: string, resolution: string, verbatim: boolean])[] = [
  ['esm', 'nodenext', 'nodenext', true],
  ['esm', 'preserve', 'bundler', true],
  ['cjs', 'nodenext', 'nodenext', false],
  ['cjs', 'preserve', 'bundler', true],
]

async function compile(tsc: string, [kind, module, resolution, verbatim]: (typeof MODES)[number], out: string) {
  const cwd = folderOf(kind)
  const files = readdirSync(join(cwd, 'src'), { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ts'),
  )
  const options = {
    ...Object.fromEntries([...STRICT, ...DECLARATIONS].map(name => [name, true])),
    ...(verbatim && { verbatimModuleSyntax: true }),
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable', 'esnext.disposable'],
    types: [],
    module,
    moduleResolution: resolution,
    rootDir: 'src',
    outDir: out,
  }
  const config = `tsconfig.${out}.json`
  writeFileSync(
    join(cwd, config),
    JSON.stringify({ compilerOptions: options, files: files.map(name => `src/${name}`) }),
  )
  await run(process.execPath, [tsc, '-p', config], { cwd })
}

/** For TypeScript 5.9 the sample is the program that runs, below. */
const SAMPLE: Readonly<Record<string, typeof MODES>> = {
  'TypeScript 6': MODES.filter(([kind, module]) => module === (kind === 'esm' ? 'preserve' : 'nodenext')),
  'TypeScript 7': MODES,
}
const compiled = Object.entries(compilers).map(
  ([name, tsc]) => [name, tsc, inject('isSweep') ? MODES : (SAMPLE[name] ?? [])] as const,
)

describe.each(compiled.filter(([, , modes]) => modes.length > 0))('%s', (name, tsc, modes) => {
  test.each(modes)(
    'compiles the files and a program in a project of %s, as module %s with resolution %s',
    async (...mode) => {
      await compile(tsc, mode, `out-${name.replace(/\W/g, '-')}-${mode[1]}`)
    },
  )
})

test.each(['esm', 'cjs'] as const)('the program runs as %s: client and mock know the rules', async kind => {
  const mode = MODES.find(([one, module]) => one === kind && module === 'nodenext')
  if (!mode) throw new Error(`There is no mode of ${kind}.`)
  await compile(compilers['TypeScript 5.9'], mode, 'out')
  for (const node of [runtimes.node22, runtimes.node24]) {
    const { stdout } = await run(node, ['out/program.js'], { cwd: folderOf(kind) })
    expect(stdout).toBe('first second too_many_notes overridden\n')
  }
})

test('every Node.js writes the same bytes, and needs no other package', async () => {
  const text = (kind: Kind) => readFileSync(join(folderOf(kind), 'src/hard/types.ts'), 'utf8')
  expect(text('cjs')).toBe(text('esm'))
  for (const node of [runtimes.node22, runtimes.node26]) await generate('esm', node, '--check')
  expect(readdirSync(join(project, 'node_modules')).filter(name => /typescript|redocly/.test(name))).toEqual([
    'openapi-typescript-helpers',
  ])
})

test('npx latchkey generate works in an empty project', async () => {
  const folder = join(project, 'empty')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{}')
  writeFileSync(join(folder, 'notes.yaml'), NOTES)
  const { stdout } = await run('npx', ['latchkey', 'generate', 'notes.yaml', '--out', 'api'], { cwd: folder })
  expect(stdout).toContain('4 files of notes.yaml')
})
