import type { Meta, StoryObj } from '@storybook/html-vite'
import { createMock, type ScenarioName } from 'latchkey/mock'
import { expect, waitFor } from 'storybook/test'
import { showKeys } from '../../app/key-list.ts'
import { shopOf } from '../../app/shop.ts'

export default { title: 'API keys' } satisfies Meta

/** Each story has its own mock, so stories do not affect each other. */
function story(scenario: ScenarioName): Pick<StoryObj, 'beforeEach' | 'render'> {
  let session = ''
  return {
    beforeEach: ({ msw }) => {
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

export const Empty: StoryObj = {
  ...story('empty'),
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByLabelText('Name'), 'Sync')
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('Sync')).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('shown only once: lk_'))
  },
}

export const AtTheLimit: StoryObj = {
  ...story('at-limit'),
  play: async ({ canvas, userEvent }) => {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(5))
    await userEvent.type(canvas.getByLabelText('Name'), 'One too many')
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('5 of 5 keys are in use: revoke one first.')).toBeVisible()
  },
}

export const NotAllowed: StoryObj = {
  ...story('read-only-user'),
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByLabelText('Name'), 'Sync')
    await userEvent.click(canvas.getByRole('button', { name: 'Create' }))
    await expect(await canvas.findByText('You do not have permission to do this.')).toBeVisible()
  },
}
