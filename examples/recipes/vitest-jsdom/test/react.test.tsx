/** A React component with Testing Library. The component uses the global `fetch`, and does not know about mocks. */
import { cleanup, configure, render, screen } from '@testing-library/react'
import { createMock } from 'latchkey/mock'
import { setupServer } from 'msw/node'
import { useEffect, useState } from 'react'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

// A busy CI runner takes longer than the default second.
configure({ asyncUtilTimeout: 4000 })

const baseUrl = 'https://shop.test/api/v1'
const mock = createMock({ baseUrl })
const server = setupServer(...mock.handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  cleanup()
  server.resetHandlers()
  mock.reset()
})
afterAll(() => server.close())

/** A stand-in for your own component. */
function KeyNames({ session }: { session: string }) {
  const [names, setNames] = useState<readonly string[]>()
  const [error, setError] = useState<string>()
  useEffect(() => {
    readNames(session).then(setNames, reason => setError(String(reason)))
  }, [session])
  if (error !== undefined) return <p role="alert">{error}</p>
  if (names === undefined) return <p>Loading</p>
  return names.length === 0 ? (
    <p>No keys yet</p>
  ) : (
    <ul>
      {names.map(name => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  )
}

async function readNames(session: string): Promise<readonly string[]> {
  const response = await fetch(`${baseUrl}/api-keys`, { headers: { Authorization: `Bearer ${session}` } })
  if (!response.ok) throw new Error(`Something went wrong (${response.status}).`)
  const { data } = (await response.json()) as { data: readonly { name: string }[] }
  return data.map(({ name }) => name)
}

test('an empty list says that there are no keys', async () => {
  render(<KeyNames session={mock.signIn('admin').token} />)
  expect(await screen.findByText('No keys yet')).toBeTruthy()
})

test('a scenario fills the list', async () => {
  const { login } = mock.scenario('at-limit')
  render(<KeyNames session={mock.signIn(login).token} />)
  expect(await screen.findAllByRole('listitem')).toHaveLength(5)
})

test('when the server fails, the component says so', async () => {
  mock.fail('listApiKeys', { status: 503 })
  render(<KeyNames session={mock.signIn('admin').token} />)
  expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong (503).')
})
