import { createMock, type ScenarioName } from 'latchkey/mock'
import type { MswContext } from 'msw-storybook-addon'
import { expect, waitFor } from 'storybook/test'
import { showKeys } from '../../app/key-list.ts'
import { shopOf } from '../../app/shop.ts'
import preview from '../.storybook/preview'

const meta = preview.meta({ title: 'API keys' })

/** Each story gets a mock of its own: what one does to its keys, no other sees. */
function story(scenario: ScenarioName) {
  let session = ''
  return {
    beforeEach: ({ msw }: MswContext) => {
      const mock = createMock()
      session = mock.signIn(mock.scenario(scenario).login).token
      msw.use(...mock.handlers)
    },
    render: () => {
      const root = document.createElement('main')
      void showKeys(root, shopOf(session))
      return root
    },
  }
}

export const Empty = meta.story({
  ...story('empty'),
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByLabelText('Name'), 'Sync')
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('Sync')).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent('shown this once: lk_')
  },
})

export const AtTheLimit = meta.story({
  ...story('at-limit'),
  play: async ({ canvas, userEvent }) => {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(5))
    await userEvent.type(canvas.getByLabelText('Name'), 'One too many')
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('5 of 5 keys are active: revoke one first.')).toBeVisible()
  },
})

export const NotAllowed = meta.story({
  ...story('read-only-user'),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('You may not do this.')).toBeVisible()
  },
})
