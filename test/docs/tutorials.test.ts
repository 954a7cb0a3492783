/** Follows the tutorials step by step, as a reader would: each saves files, starts a server, and sends requests to it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readGuide } from '../../docs/build/pages/guides.ts'
import { ROOT } from '../../docs/build/paths.ts'
import { PROGRAM } from '../program.ts'
import { withCommand } from './run/command.ts'
import { outputOf } from './run/own-document.ts'
import { run } from './run/run.ts'
import { VitestRun, vitestIn } from './run/vitest.ts'
import { type Snippet, snippetsOf } from './snippets.ts'
import { TUTORIALS } from './tutorials.ts'

const COMMAND = 'npx latchkey '

mkdirSync(join(ROOT, '.cache'), { recursive: true })

const README = readFileSync(join(ROOT, 'README.md'), 'utf8')
/** The part of the README about a document of the reader. */
const ownDocument = /^## Your own document\n[\s\S]*?(?=^## )/m.exec(README)?.[0] ?? ''
const texts = [...TUTORIALS.map(name => [name, readGuide(name).text] as const), ['README', ownDocument] as const]

describe.each(texts)('%s', (_, text) => {
  const folder = mkdtempSync(join(ROOT, '.cache/tutorial-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const tests = new VitestRun(folder)
  const steps = snippetsOf(text).map((snippet, index) => ({ ...snippet, label: `step ${index + 1}` }))
  for (const { language, label, source, saved } of steps)
    if (language === 'ts' && !saved && isTest(source)) tests.add(label, source)

  /** The functions and variables of the reader's shell. */
  let shell = ''
  let server: readonly string[] = []

  test.each(steps)('$label: $language', async ({ label, ...snippet }) => {
    const { language, source, output } = snippet
    if (language === 'yaml' || snippet.saved) save(snippet)
    else if (language === 'ts') await (isTest(source) ? tests.passes(label) : runs(label, source))
    else if (source.trim() === 'npx vitest run') await prints(vitestIn(folder), snippet)
    else if (source.startsWith(COMMAND)) await command(source.slice(COMMAND.length).trim().split(' '), snippet)
    else if (isDefinition(source)) shell += source
    else if (language === 'sh') expect(await outputOf(server, folder, shell + source)).toBe(output ?? '')
    else throw new Error(`Nothing runs this snippet in ${language}:\n${source}`)
  })

  /** Starts the server for the steps that follow, or runs another command to its end. */
  async function command(args: readonly string[], snippet: Snippet): Promise<void> {
    if (args[0] === 'mock') server = args
    else await prints(outputOfProgram(args), snippet)
  }

  async function outputOfProgram(args: readonly string[]): Promise<string> {
    return (await run(process.execPath, [PROGRAM, ...args], { cwd: folder })).stdout
  }

  function save({ language, source, saved }: Snippet): void {
    if (!saved) throw new Error(`The text does not say where this is saved:\n${source}`)
    const file = join(folder, saved.name)
    const text = saved.isAdded && existsSync(file) ? `${readFileSync(file, 'utf8')}${source}` : source
    if (language === 'yaml') expect(parse(text)).toBeTypeOf('object')
    writeFileSync(file, text)
  }

  /** Runs a program that is no test, with the URL of the server in the variable of the environment that it reads. */
  async function runs(label: string, source: string): Promise<void> {
    const [, variable = ''] = /process\.env\.(\w+)/.exec(source) ?? []
    const at = mkdtempSync(join(folder, 'program-'))
    writeFileSync(join(at, 'program.ts'), source.replaceAll("'./", "'../"))
    writeFileSync(
      join(at, `${label}.test.ts`),
      `import { test } from 'vitest'\ntest('runs', () => import('./program.ts'))\n`,
    )
    await withCommand(server, { cwd: folder }, async url => {
      expect(await vitestIn(at, { [variable]: url })).toContain('1 passed')
    })
  }
})

const isTest = (source: string) => source.includes("from 'vitest'")

async function prints(printed: Promise<string>, { output = '', isPart }: Snippet): Promise<void> {
  if (!isPart) expect(await printed).toBe(output)
  else for (const line of output.trim().split('\n')) expect(await printed).toContain(line)
}

/** Whether commands only define something for those that follow. */
function isDefinition(source: string): boolean {
  return source
    .trim()
    .split('\n')
    .every(line => /^(\w+=\S*|\w+\(\) \{.*\})$/.test(line))
}

test('the document of the README is short', () => {
  const [document] = snippetsOf(ownDocument)
  expect(document?.source.trim().split('\n').length).toBeLessThanOrEqual(22)
})
