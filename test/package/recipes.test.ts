/** The recipes of examples/recipes, each installed with the packed package and run as a user would run a copy. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { chromiumOptions } from '../browser/chromium.ts'
import { run } from './run.ts'

const source = fileURLToPath(new URL('../../examples/recipes', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-recipes-'))
const { workspaces, ...manifest } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
  workspaces: readonly string[]
}

/** To install and run these takes as long as the others together. `test/page` and `playwright` use a browser, too. */
const LARGE = ['storybook', 'vitest-browser']
const recipes = inject('isSweep') ? workspaces : workspaces.filter(recipe => !LARGE.includes(recipe))

beforeAll(async () => {
  cpSync(source, folder, { recursive: true, filter: path => !path.includes('node_modules') })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, workspaces: recipes }))
  // The package itself is not fetched from the registry: it is the one that was just packed.
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', inject('packed').tarball]
  await run('npm', install, { cwd: folder })
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every recipe is run except Cypress, whose program is not in the npm registry', () => {
  const projects = readdirSync(source, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() && readdirSync(join(source, entry.name)).includes('package.json') ? [entry.name] : [],
  )
  expect(projects.sort()).toEqual(['cypress', ...workspaces].sort())
})

test.each(recipes)('%s', async recipe => {
  const { executablePath } = await chromiumOptions()
  const env = { ...process.env, ...(executablePath !== undefined && { CHROME_PATH: executablePath }), CI: 'true' }
  // The machine may be busy with other tests. Playwright's own timeout is long enough.
  const patience = recipe === 'playwright' ? [] : ['--', '--testTimeout=60000']
  await run('npm', ['test', ...patience], { cwd: join(folder, recipe), env })
})
