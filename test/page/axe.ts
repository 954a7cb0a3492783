import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright'
import { expect } from 'vitest'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Asserts that axe finds no violation in the current state of the page. Experimental rules are not included.
 * @param theme In the dark only the contrasts are checked, because only colors differ from the light theme.
 */
export async function expectAccessible(page: Page, state: string, theme: 'light' | 'dark' = 'light'): Promise<void> {
  // Wait for transitions, because contrasts are lower during them.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const { violations } = await page.evaluate(
    options => (globalThis as unknown as { axe: typeof axe }).axe.run(document, options),
    // With `resultTypes`, axe writes no report for the elements that pass, which is half of its time.
    {
      preload: false,
      resultTypes: ['violations'],
      ...(theme === 'dark' && { runOnly: ['color-contrast'] }),
    } satisfies RunOptions,
  )
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  )
  expect({ state, found }).toEqual({ state, found: [] })
}
