import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe, { type RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { SITE } from '../../../docs/build/paths.ts'
import { launchChromium } from '../../browser/chromium.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** A page that is opened from disk, with every request to elsewhere refused and remembered. */
export async function open(file: string, options: { width?: number; dark?: boolean } = {}, hash = '') {
  const { width = 1280, dark = false } = options
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' })
  const problems: string[] = []
  await page.route(/^https?:/, route => {
    problems.push(`request to ${route.request().url()}`)
    return route.abort()
  })
  page.on('pageerror', error => problems.push(error.message))
  // From disk TypeDoc tries its icons first in a file, and then has them in a script.
  const isIcon = (text: string) => text.includes('sdk/assets/icons.svg#')
  page.on('console', message => {
    if (message.type() === 'error' && !isIcon(message.text())) problems.push(message.text())
  })
  await page.goto(`${pathToFileURL(join(SITE, file))}${hash}`)
  return { page, problems }
}

export async function faultsOf(page: Page, options: RunOptions = {}): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    options => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { ...options, preload: false }),
    options,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id} at ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  )
}
