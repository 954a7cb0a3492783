/** Runs Redocly's `build-docs`, and moves Redoc's script out of the pages, so that they share one copy of it. */
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Html, html } from './html.ts'
import { header } from './layout.ts'
import { ROOT, SITE } from './paths.ts'
import type { System } from './system.ts'

const run = promisify(execFile)
const CLI = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js')

export async function buildApiReferences(systems: readonly System[]): Promise<void> {
  const scripts = await Promise.all(systems.map(system => buildReference(system, systems)))
  const [script = ''] = scripts
  await writeFile(join(SITE, 'assets/redoc.js'), script)
}

/** @returns Redoc's script */
async function buildReference(system: System, systems: readonly System[]): Promise<string> {
  const output = join(SITE, 'reference', `${system.id}.html`)
  await redoc(system, output)
  const { page, script } = separate(await readFile(output, 'utf8'))
  await writeFile(
    output,
    page.replace('<!-- bar -->', header('../', 'reference', titleOf(system), switcher(system, systems)).text),
  )
  return script
}

/** Links to the references of the other systems. The script of the page makes them lead to the same operation. */
function switcher(current: System, systems: readonly System[]): Html {
  const links = systems.map(
    system => html`<a href="${system.id}.html"${system === current && html` aria-current="page"`}>${system.id}</a>`,
  )
  return html`<nav class="systems" aria-label="Systems"><span>System</span>${links}<a class="try-all" href="../try/${current.id}.html">Try it</a></nav>`
}

const titleOf = ({ id }: System) => `${id} · Latchkey API reference`

async function redoc(system: System, output: string): Promise<void> {
  const { file, id } = system
  const args = ['build-docs', file, '--inlineBundle', '-o', output, '--title', titleOf(system)]
  const own = [
    '--config',
    join(import.meta.dirname, 'redocly.yaml'),
    '-t',
    join(import.meta.dirname, 'api-reference.hbs'),
  ]
  try {
    await run(process.execPath, [CLI, ...args, ...own], { cwd: ROOT })
  } catch (error) {
    const { stderr } = error as { stderr?: string }
    throw new Error(`The reference of ${id} could not be built.\n${stderr ?? ''}`, { cause: error })
  }
}

const START = '<script type="module">'
const DEFINITION = 'const __redoc_definition'

/** @throws {Error} if the page does not have the structure of the supported version of Redoc */
function separate(page: string): { readonly page: string; readonly script: string } {
  const start = page.indexOf(START)
  const end = page.indexOf(DEFINITION)
  if (start === -1 || end === -1)
    throw new Error('Unsupported version of Redoc: the page has no script at the expected place.')
  return {
    page: `${withHashes(page.slice(0, start))}<script src="../assets/redoc.js"></script>\n<script>\n${page.slice(end)}`,
    script: standalone(page.slice(start + START.length, end)),
  }
}

/** The prerendered menu has links without a hash, which would not work from disk. */
function withHashes(page: string): string {
  const changed = page.replaceAll(/ href="\//g, ' href="#/')
  if (changed === page) throw new Error('Unsupported version of Redoc: its menu has no links from the root.')
  return changed
}

/** Makes a classic script, because modules do not load from disk, and removes the request to another host for a logo. */
function standalone(script: string): string {
  const changes: readonly (readonly [RegExp, string])[] = [
    [/export\{RedocStandalone,hydrate,init\};?/, ''],
    [/(?<!["`])import\.meta\.(?:url|dirname)/g, '""'],
    [/`https:\/\/cdn\.redoc\.ly\/redoc\/logo-[a-z-]+\.svg`/g, `\`${LOGO}\``],
  ]
  return changes.reduce((text, [pattern, by]) => {
    const changed = text.replaceAll(new RegExp(pattern.source, 'g'), by)
    if (changed === text) throw new Error(`Unsupported version of Redoc: its script has no ${pattern}.`)
    return changed
  }, script)
}

const LOGO = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="44" height="14"><text x="0" y="11" font-family="sans-serif" font-weight="700" font-size="12" fill="#3f5bd9">Redoc</text></svg>')}`
