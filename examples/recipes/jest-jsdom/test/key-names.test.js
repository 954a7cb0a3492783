import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { cleanup, configure, render, screen } from '@testing-library/react'
import { createMock } from 'latchkey/mock'
import { setupServer } from 'msw/node'
import { createElement } from 'react'
import { KeyNames } from '../key-names.js'

// A busy CI runner takes longer than the default second.
configure({ asyncUtilTimeout: 4000 })

const mock = createMock()
const server = setupServer(...mock.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  cleanup()
  server.resetHandlers()
  mock.reset()
})
afterAll(() => server.close())

const show = () => render(createElement(KeyNames, { session: mock.signIn('admin').token }))

test('the names of the keys are shown', async () => {
  mock.seed({ ApiKey: [{ name: 'Sync' }] })
  show()
  expect(await screen.findByText('Sync')).toBeTruthy()
})

test('without keys, the page says so', async () => {
  show()
  expect(await screen.findByText('No keys yet')).toBeTruthy()
})

test('when the server fails, the page says so', async () => {
  mock.fail('listApiKeys', { status: 503 })
  show()
  expect(await screen.findByText('Something went wrong (503).')).toBeTruthy()
})
