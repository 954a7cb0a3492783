/** The fixtures fit Playwright's own types. Nothing here runs: TypeScript checks it. */
import { type BrowserContext, test as base, type Page } from 'playwright/test'
import type { Mock } from '../../mock/index.ts'
import { fixtures, type MockFixtures, routeMock } from '../../mock/playwright.ts'

const test = base.extend<MockFixtures>(fixtures)

test.use({ mockOptions: { system: 'warehouse' } })
// @ts-expect-error There is no such system.
test.use({ mockOptions: { system: 'nothing' } })

test('a test has its mock', async ({ mock, page, context }: { mock: Mock; page: Page; context: BrowserContext }) => {
  mock.clock.advance('PT1M')
  await routeMock(page, mock)
  await using _ = await routeMock(context, mock)
})
