/** Follows the tutorials step by step, as a reader would: each saves files, starts a server, and sends requests to it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readGuide } from '../../docs/build/pages/guides.ts'
import { ROOT } from '../../docs/build/paths.ts'
import { outputOf } from './run/own-document.ts'
import { run } from './run/run.ts'
import { VitestRun } from './run/vitest.ts'
import { type Snippet, snippetsOf } from './snippets.ts'
import { TUTORIALS } from './tutorials.ts'

const PROGRAM = 'npx latchkey '

mkdirSync(join(ROOT, '.cache'), { recursive: true })

describe.each(TUTORIALS)('%s', name => {
  const folder = mkdtempSync(join(ROOT, '.cache/tutorial-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const tests = new VitestRun(folder)
  const steps = snippetsOf(readGuide(name).text).map((snippet, index) => ({ ...snippet, label: `step ${index + 1}` }))
  for (const { language, label, source } of steps) if (language === 'ts') tests.add(label, source)

  const files = new Map<string, string>()
  /** The functions and variables of the reader's shell. */
  let shell = ''
  let server: readonly string[] = []

  test.each(steps)('$label: $language', async ({ label, ...snippet }) => {
    const { language, source, output } = snippet
    if (language === 'yaml') save(snippet)
    else if (language === 'ts') await tests.passes(label)
    else if (source.startsWith(PROGRAM)) await command(source.slice(PROGRAM.length).trim().split(' '), output)
    else if (isDefinition(source)) shell += source
    else if (language === 'sh') expect(await outputOf(server, folder, shell + source)).toBe(output ?? '')
    else throw new Error(`Nothing runs this snippet in ${language}:\n${source}`)
  })

  /** Starts the server for the steps that follow, or runs another command to its end. */
  async function command(args: readonly string[], output: string | undefined): Promise<void> {
    if (args[0] === 'mock') server = args
    else
      expect((await run(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], { cwd: folder })).stdout).toBe(
        output,
      )
  }

  function save({ source, saved }: Snippet): void {
    if (!saved) throw new Error(`The text does not say where this is saved:\n${source}`)
    const text = saved.isAdded ? `${files.get(saved.name) ?? ''}${source}` : source
    expect(parse(text)).toBeTypeOf('object')
    files.set(saved.name, text)
    writeFileSync(join(folder, saved.name), text)
  }
})

/** Whether commands only define something for those that follow. */
function isDefinition(source: string): boolean {
  return source
    .trim()
    .split('\n')
    .every(line => /^(\w+=\S*|\w+\(\) \{.*\})$/.test(line))
}
