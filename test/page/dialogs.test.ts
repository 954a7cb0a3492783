/** The buttons of a dialog are visible on small screens, and so is what the server says. */
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, deployNewKey, dialog, rotating, see, worldOf } from './world.ts'

const SCREENS = [
  { width: 375, height: 600 },
  { width: 1024, height: 600 },
  { width: 1024, height: 800 },
]

const DETAIL = 'The request was refused for a reason that takes a while to explain. '.repeat(5)
const refused = () =>
  Response.json(
    {
      type: '/docs/errors/#validation_failed',
      title: 'Refused',
      status: 422,
      code: 'validation_failed',
      detail: DETAIL,
      errors: [],
    },
    { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
  )
const refuseWrites = (request: Request) => (request.method === 'POST' ? refused() : undefined)

/** How far elements are outside of the screen and of what shows them, in pixels. */
const hidden = (elements: Locator) =>
  elements.evaluateAll(all =>
    all.map(element => {
      const { top, bottom } = element.getBoundingClientRect()
      const within = element.closest('.dialog-body, dialog')?.getBoundingClientRect()
      return Math.max(0, (within?.top ?? 0) - top, bottom - (within?.bottom ?? 0), bottom - innerHeight)
    }),
  )

/** Checks that all buttons are visible, on all screens. */
async function expectButtons(page: Page, open: Locator, names: readonly string[]): Promise<void> {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen)
    for (const name of names) {
      const text = `${name}, ${screen.width} x ${screen.height}`
      await expect.poll(() => hidden(button(open, name)), { message: text }).toEqual([0])
    }
    await expect.poll(() => open.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0)
  }
}

for (const screen of SCREENS) {
  test(`the buttons and the error of the creation dialogs are visible, ${screen.width} x ${screen.height}`, async () => {
    const { enter, server } = await worldOf('standard', { viewport: screen })
    const page = await enter()
    await button(page, 'Generate key').click()
    const key = dialog(page, 'Generate an API key')
    await key.getByLabel('Name').fill('Inventory Sync')
    await key.getByLabel('Expires').selectOption({ label: 'Never' })
    await key.getByLabel('Read only').check()
    await expectButtons(page, key, ['Cancel', 'Generate key'])
    await page.setViewportSize(screen)
    server.intercept(refuseWrites)
    await button(key, 'Generate key').click()
    await see(key.getByRole('link', { name: 'validation_failed' }))
    await expect.poll(() => hidden(key.getByRole('link', { name: 'validation_failed' }))).toEqual([0])
    await expectButtons(page, key, ['Cancel', 'Generate key'])
    await page.setViewportSize(screen)

    await button(key, 'New user…').click()
    const user = dialog(page, 'New user')
    await user.getByLabel('Name', { exact: true }).fill('Night')
    await user.getByLabel('Email').fill('night@north.example')
    await user.getByLabel('Group').selectOption({ label: 'Create a new group' })
    await user.getByLabel('Group name').fill('Night shift')
    await button(user, 'Create user').click()
    await see(user.getByRole('link', { name: 'validation_failed' }))
    await expect.poll(() => hidden(user.getByRole('link', { name: 'validation_failed' }))).toEqual([0])
    await expectButtons(page, user, ['Cancel', 'Create user'])
  })
}

test('the buttons of a rotation are visible, and so is the response to its request', async () => {
  const { page, steps, server } = await rotating('account-keys')
  await expectButtons(page, steps, ['Cancel', 'Generate the new key'])
  await button(steps, 'Generate the new key').click()
  await see(steps.locator('.secret-box'))
  await expectButtons(page, steps, ['The application is updated'])
  await deployNewKey(steps)
  await see(button(steps, 'Send a request'))
  await page.setViewportSize({ width: 375, height: 600 })
  server.intercept(refused)
  await button(steps, 'Send a request').click()
  await see(steps.getByRole('link', { name: 'validation_failed' }))
  await expect.poll(() => hidden(steps.getByRole('link', { name: 'validation_failed' }))).toEqual([0])
  await expectButtons(page, steps, ['Keep the old key', 'Send a request', 'Delete the old key'])
})
