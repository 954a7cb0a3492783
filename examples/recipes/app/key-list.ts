import { isLatchkeyError } from 'latchkey'
import type { Shop } from './shop.ts'

/** The names of the active keys, and a form for one more. A stand-in for your own component. */
export async function showKeys(root: HTMLElement, shop: Shop): Promise<void> {
  root.innerHTML = `
    <h1>API keys</h1>
    <ul aria-label="Active keys"></ul>
    <form><label>Name <input name="name" required></label> <button>Create</button></form>
    <p role="status"></p>`
  const form = root.querySelector('form') as HTMLFormElement
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const name = String(new FormData(form).get('name'))
    say(root, await create(shop, name))
    await list(root, shop)
  })
  await list(root, shop)
}

async function list(root: HTMLElement, shop: Shop): Promise<void> {
  const items: HTMLElement[] = []
  try {
    for await (const { name } of shop.apiKeys.list({ status: 'active' })) {
      const item = document.createElement('li')
      item.textContent = name
      items.push(item)
    }
  } catch (error) {
    return say(root, messageOf(error))
  }
  root.querySelector('ul')?.replaceChildren(...items)
}

/** The message for the user. */
async function create(shop: Shop, name: string): Promise<string> {
  try {
    const key = await shop.apiKeys.create({ name })
    return `Created. Copy the key now, it is shown only once: ${key.secret.reveal()}`
  } catch (error) {
    return messageOf(error)
  }
}

function messageOf(error: unknown): string {
  if (!isLatchkeyError(error)) throw error
  if (error.code === 'active_key_limit_reached')
    return `${error.problem.used} of ${error.problem.limit} keys are in use: revoke one first.`
  if (error.code === 'permission_denied') return 'You do not have permission to do this.'
  return `Something went wrong (${error.status ?? 'no response'}). Try again.`
}

function say(root: HTMLElement, text: string): void {
  const status = root.querySelector('[role=status]')
  if (status) status.textContent = text
}
