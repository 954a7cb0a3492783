import { createClient } from 'latchkey'
import { todos } from './api/client.js'
import { addTodo } from './todos.js'

/** `vite.config.ts` passes these requests on to the mock. */
const api = createClient(todos, { baseUrl: '/api' })

async function show(): Promise<void> {
  const items = (await api.todos.list()).map(({ title }) => {
    const item = document.createElement('li')
    item.textContent = title
    return item
  })
  document.querySelector('ul')?.replaceChildren(...items)
}

document.querySelector('form')?.addEventListener('submit', async event => {
  event.preventDefault()
  const title = new FormData(event.target as HTMLFormElement).get('title')
  const problem = await addTodo(api, String(title))
  const alert = document.querySelector('[role=alert]')
  if (alert) alert.textContent = problem ?? ''
  await show()
})

await show()
