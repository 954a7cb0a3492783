/** The page as it is developed: with the mock in it, and all systems to choose from. */

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { button, contextOf, generate, openPage, row, see, signIn } from './world.ts'

/** A server of files that knows of no API. */
async function serveFiles(): Promise<string> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://files.test')
    const type = pathname.endsWith('.js') ? 'text/javascript' : pathname.endsWith('.css') ? 'text/css' : 'text/html'
    const body = await readFile(join(inject('inPage'), pathname === '/' ? 'index.html' : pathname)).catch(
      () => undefined,
    )
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('the system is switched at the top; each has a state of its own', async () => {
  const page = await openPage(await contextOf(), `${await serveFiles()}/`)
  await signIn(page)
  const system = page.getByLabel('System')
  const systems = await system.locator('option').allInnerTexts()
  expect(systems).toEqual(['Standard', 'Account keys', 'User keys', 'Store admin', 'Warehouse', 'Secret keys'])
  await generate(page, { Name: 'On standard' })
  await see(row(page, /On standard/))
  for (const other of systems.slice(1)) {
    await system.selectOption({ label: other })
    await signIn(page)
    await see(page.getByText('No keys yet'))
  }
  expect(new URL(page.url()).searchParams.get('system')).toBe('secret-keys')
  await page.goBack()
  await see(page.getByText('0 of 5 active'))
  expect(await system.inputValue()).toBe('warehouse')
  await system.selectOption({ label: 'Standard' })
  await see(row(page, /On standard/))
  expect(await button(page, 'Sign out').count()).toBe(1)
})
