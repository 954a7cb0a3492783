/** The JavaScript runtimes and compilers that test the packed package, each a binary from an npm package. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** A separate project, because several of these packages have a command of the same name as one of the repository. */
const home = fileURLToPath(new URL('runtimes', import.meta.url))
const lock = `${home}/package-lock.json`
const installed = `${home}/node_modules/.installed-lock.json`

/** The path of each. */
export const runtimes = {
  /** Older than what the package needs. */
  node20: `${home}/node_modules/node20/bin/node`,
  node22: `${home}/node_modules/node22/bin/node`,
  node24: `${modules}/node/bin/node`,
  node26: `${home}/node_modules/node26/bin/node`,
  bun: `${home}/node_modules/.bin/bun`,
  deno: `${home}/node_modules/.bin/deno`,
  workerd: `${home}/node_modules/.bin/workerd`,
} as const

/** The path of each `tsc`. Version 7 is a native program, which a script starts. */
export const compilers = {
  'TypeScript 5.9': `${modules}/typescript/bin/tsc`,
  'TypeScript 6': `${home}/node_modules/typescript6/bin/tsc`,
  'TypeScript 7': `${home}/node_modules/typescript7/bin/tsc`,
} as const

/** Older versions of the optional peers. */
export const peers = {
  'msw2.12': `${home}/node_modules/msw2.12`,
  'msw2.15': `${home}/node_modules/msw2.15`,
  vitest3: `${home}/node_modules/vitest3`,
  vitest4: `${home}/node_modules/vitest4`,
} as const

/** Installs them, unless they were installed after the last change of the lock file. */
export async function installRuntimes(): Promise<void> {
  if (areInstalled()) return
  await run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: home })
  copyFileSync(lock, installed)
}

/**
 * Waits until the setup has installed them. It does so while tests run that need none of them.
 *
 * @throws {Error} if it takes more than ten minutes
 */
export async function untilInstalled(): Promise<void> {
  for (let waited = 0; !areInstalled(); waited += PAUSE) {
    if (waited > 600_000) throw new Error('The runtimes are not installed. The error of the setup says why.')
    await setTimeout(PAUSE)
  }
}

/** In milliseconds. */
const PAUSE = 200

const areInstalled = () => existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8')
