/** Names that are written from right to left keep their place in a sentence. */
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, choose, dialog, generate, said, see, worldOf } from './world.ts'

const NAME = 'مفتاح (1)'

/** The texts with the name that the direction of their surroundings can reorder. */
const exposed = (page: Page) =>
  page.evaluate(name => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (texts.nextNode()) {
      const { textContent: text, parentElement: parent } = texts.currentNode
      if (text?.includes(name) && !parent?.closest('bdi, option')) found.push(`${parent?.outerHTML}`)
    }
    return found
  }, NAME)

test('every text isolates the direction of the names in it', async () => {
  const { mock, enter } = await worldOf('standard')
  mock.seed({ User: [{ name: NAME, email: 'rtl@north.example', account_id: 'acc_north' }] })
  const page = await enter()
  await button(page, 'Generate key').click()
  const form = dialog(page, 'Generate an API key')
  await form.getByLabel('Name').fill(NAME)
  await choose(form.getByLabel('Acts as'), NAME)
  expect(await exposed(page)).toEqual([])
  await button(form, 'Generate key').click()
  const box = dialog(page, 'Copy your key now')
  await see(box.getByText(NAME))
  expect(await exposed(page)).toEqual([])
  await box.getByLabel('I have saved it').check()
  await button(box, 'Done').click()
  await said(page, `${NAME} was generated.`)
  expect(await exposed(page)).toEqual([])

  await generate(page, { Name: `${NAME} other` })
  await page.getByLabel('Select all').check()
  await button(page, 'Revoke selected').click()
  await see(page.getByRole('alertdialog'))
  expect(await exposed(page)).toEqual([])
  await button(page, 'Cancel').click()

  await page.getByRole('link', { name: NAME, exact: true }).click()
  await see(page.getByRole('heading', { name: NAME }))
  expect(await exposed(page)).toEqual([])
  await button(page, 'Rotate…').click()
  await see(dialog(page, `Rotate ${NAME}`))
  expect(await exposed(page)).toEqual([])
})
