/** Which key it is: dialogs that end a key name it without doubt, also if another key has the same name. */
import { Latchkey, type SystemId, systemIds } from 'latchkey'
import type { Mock } from 'latchkey/mock'
import { expect, test } from 'vitest'
import { button, see, worldOf } from './world.ts'

type Create = (key: object) => Promise<{ readonly redacted: string; readonly secret: { reveal(): string } }>

/** Two keys with the same name, if the system has names. The first one was used two minutes ago. */
async function twins(system: SystemId, client: () => Promise<Latchkey<SystemId>>, mock: Mock, baseUrl: string) {
  const { apiKeys, system: facts } = await client()
  const body = {
    ...(facts.label && { [facts.label.field]: 'Nightly sync' }),
    ...(facts.userChoice === 'required' && { user_id: 'usr_north_reader' }),
  }
  const create = () => (apiKeys.create as Create)(body)
  const old = await create()
  mock.clock.advance('PT3H')
  await new Latchkey<SystemId>({ system, baseUrl, apiKey: old.secret.reveal() }).me.get()
  const others = facts.limit?.max === 1 ? [] : [await create()]
  mock.clock.advance('PT2M')
  return { old, others, facts }
}

test.each(systemIds)('on %s the dialog says which key it is, and that it is in use', async system => {
  const { enter, client, mock, server } = await worldOf(system)
  const { old, others, facts } = await twins(system, client, mock, `${server.url}/api/v1`)
  const page = await enter()
  await see(page.getByRole('rowheader'))
  const verb = facts.canRevoke ? 'Revoke' : 'Delete'
  const labels = await page
    .getByRole('row')
    .getByRole('button', { name: new RegExp(`^${verb} `) })
    .evaluateAll(buttons => buttons.map(element => element.getAttribute('aria-label')))
  expect(new Set(labels).size).toBe(1 + others.length)
  const [name = ''] = labels.filter(label => others.length === 0 || label?.includes(old.redacted))
  await button(page, name ?? '').click()

  const asked = page.getByRole('alertdialog')
  await see(asked.getByText(old.redacted, { exact: true }))
  await see(asked.getByText('3 hours ago', { exact: true }))
  await see(asked.locator('.recent').getByText('2 minutes ago', { exact: true }))
  await see(asked.getByText('It was used 2 minutes ago. Programs that still use it will fail.'))
  const actsAs =
    facts.keyActsAs === 'account' ? 'North Pantry' : facts.userChoice === 'required' ? 'Remy Reader' : 'Ada Admin'
  await see(asked.locator('dd').filter({ hasText: actsAs }))
  // Screen readers read it together with the question.
  const description = await asked.getAttribute('aria-describedby')
  expect(await asked.locator(`[id="${description}"]`).innerText()).toContain(old.redacted)
})

test('a key that was not used lately raises no alarm', async () => {
  const { enter, client, mock, server } = await worldOf('account-keys')
  const { old } = await twins('account-keys', client, mock, `${server.url}/api/v1`)
  mock.clock.advance('PT26H')
  const page = await enter()
  await button(page, `Delete Nightly sync ${old.redacted}`).click()
  const asked = page.getByRole('alertdialog')
  await see(asked.getByText('1 day ago', { exact: true }))
  expect(await asked.locator('.recent, .warning').count()).toBe(0)
})

test('without the permission to list users, no id stands for a name', async () => {
  const { enter, client } = await worldOf('standard')
  await ((await client()).apiKeys.create as Create)({ name: 'Nightly sync' })
  const page = await enter('/', 'manager')
  const acting = page.getByRole('row').getByText('Another user', { exact: true })
  await see(acting)
  expect(await acting.getAttribute('title')).toBe('usr_north_admin')
})
