import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe, { type RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { ROOT, SITE } from '../../../docs/build/paths.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { withCommand } from '../run/command.ts'

/** How a reader opens the site: from a folder, or at `/docs/` of a mock server. */
export type Place = 'disk' | 'server'
export const places: readonly Place[] = ['disk', 'server']

let browser: Browser
let server: string
let stopServer = () => {}
let served: Promise<void>

beforeAll(async () => {
  browser = await launchChromium()
  server = await new Promise<string>((ready, fails) => {
    const use = (url: string) => {
      ready(url)
      return new Promise<void>(stop => {
        stopServer = stop
      })
    }
    served = withCommand(['mock'], { cwd: ROOT }, use)
    served.catch(fails)
  })
})
afterAll(async () => {
  stopServer()
  await Promise.all([browser?.close(), served])
})

export const urlOf = (file: string, place: Place) =>
  place === 'disk' ? pathToFileURL(join(SITE, file)).href : `${server}/docs/${file}`

interface Options {
  readonly place?: Place
  readonly width?: number
  readonly dark?: boolean
}

/** Opens a tab, which blocks requests to other hosts and records them with all other problems. */
export async function newTab({ width = 1280, dark = false }: Options) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' })
  const problems: string[] = []
  await page.route(
    ({ protocol, origin }) => protocol.startsWith('http') && origin !== server,
    route => {
      problems.push(`request to ${route.request().url()}`)
      return route.abort()
    },
  )
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('response', answer => {
    if (answer.status() >= 400) problems.push(`${answer.status()} for ${answer.url()}`)
  })
  return { page, problems }
}

export async function open(file: string, options: Options = {}, hash = '') {
  const { page, problems } = await newTab(options)
  await page.goto(urlOf(file, options.place ?? 'disk') + hash)
  return { page, problems }
}

/** Concurrent tabs: one renders while the other is examined. */
const TABS = 2

/**
 * Visits many pages, in a few tabs.
 * @returns all problems: those that `look` returns, console messages, and requests that fail or go to another host
 */
export async function lookAt(
  files: readonly string[],
  options: Options,
  look: (page: Page, file: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const left = [...files]
  const found: string[] = []
  const useTab = async () => {
    const { page, problems } = await newTab(options)
    for (let file = left.shift(); file !== undefined; file = left.shift()) {
      await page.goto(urlOf(file, options.place ?? 'disk'))
      const faults = await lookAgain(() => look(page, file), page)
      for (const fault of [...faults, ...problems.splice(0)]) found.push(`${file}: ${fault}`)
    }
    await page.close()
  }
  await Promise.all(Array.from({ length: TABS }, useTab))
  return found
}

/** MSW reloads a page that was open before its service worker could control it, which ends what runs in the page. */
async function lookAgain<Result>(look: () => Promise<Result>, page: Page, reloads = 3): Promise<Result> {
  try {
    return await look()
  } catch (error) {
    if (reloads === 0 || !/Execution context was destroyed/.test(String(error))) throw error
    await page.waitForLoadState()
    return lookAgain(look, page, reloads - 1)
  }
}

export async function faultsOf(page: Page, options: RunOptions = {}): Promise<string[]> {
  // During a transition colours have other contrasts than before and after it.
  await page.evaluate(() =>
    Promise.allSettled(
      document.getAnimations().flatMap(animation => (animation instanceof CSSTransition ? [animation.finished] : [])),
    ),
  )
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    options => (globalThis as unknown as { axe: typeof axe }).axe.run(document, options),
    // With `resultTypes`, axe writes no report for the elements that pass, which is half of its time.
    { ...options, preload: false, resultTypes: ['violations'] } satisfies RunOptions,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id} at ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  )
}
