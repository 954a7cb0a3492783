/** What the packed package is tried with: JavaScript runtimes and compilers, each a binary from an npm package. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** A project of its own: several of these bring a command of the same name, which must not be that of the repository. */
const home = fileURLToPath(new URL('runtimes', import.meta.url))
const lock = `${home}/package-lock.json`
const installed = `${home}/node_modules/.installed-lock.json`

/** Where each is. */
export const runtimes = {
  node22: `${home}/node_modules/node22/bin/node`,
  node24: `${modules}/node/bin/node`,
  node26: `${home}/node_modules/node26/bin/node`,
  bun: `${home}/node_modules/.bin/bun`,
  deno: `${home}/node_modules/.bin/deno`,
  workerd: `${home}/node_modules/.bin/workerd`,
} as const

/** Where the `tsc` of each is; 7 is no JavaScript any more, but a script starts it. */
export const compilers = {
  'TypeScript 5.9': `${modules}/typescript/bin/tsc`,
  'TypeScript 6': `${home}/node_modules/typescript6/bin/tsc`,
  'TypeScript 7': `${home}/node_modules/typescript7/bin/tsc`,
} as const

/** Installs them, where that was not done since the lock file changed. */
export async function installRuntimes(): Promise<void> {
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8')) return
  await run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: home })
  copyFileSync(lock, installed)
}
