import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect } from 'vitest'
import { ROOT } from '../../../docs/build/paths.ts'
import { bundle } from './bundle.ts'
import { servePage } from './page.ts'
import { run } from './run.ts'

const CLI = createRequire(import.meta.url)
  .resolve('playwright/package.json')
  .replace('package.json', 'cli.js')

/** Runs a Playwright test against the page of the recipes. */
export async function runPlaywright(folder: string, file: string, source: string): Promise<void> {
  const recipe = "import './examples/recipes/app/main.ts'"
  await using page = await servePage(await bundle(recipe))
  // Playwright would compile each module of the package.
  const entryPoint = 'latchkey/mock/playwright'
  writeFileSync(join(folder, 'mock.bundle.mjs'), await bundle(`export * from '${entryPoint}'`, 'node'))
  // The repository has the same test runner under another package name.
  const spec = join(folder, `${file}.spec.ts`)
  writeFileSync(
    spec,
    source.replaceAll('@playwright/test', 'playwright/test').replaceAll(entryPoint, './mock.bundle.mjs'),
  )
  const env = {
    ...process.env,
    FORCE_COLOR: '0',
    GUIDE_FOLDER: folder,
    GUIDE_PAGE: page.origin,
  }
  const config = join(ROOT, 'test/docs/run/playwright.config.ts')
  const { stdout } = await run(process.execPath, [CLI, 'test', '-c', config, spec], { cwd: ROOT, env })
  expect(stdout).toMatch(/\d passed/)
}
