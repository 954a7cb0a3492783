import { isLatchkeyError } from 'latchkey'
import { redirect } from 'next/navigation'
import { api } from '../lib/todos'
import type { Types } from '../src/api/client'

/** The page shows what the API has now. */
export const dynamic = 'force-dynamic'

async function add(form: FormData): Promise<void> {
  'use server'
  let problem = ''
  try {
    await api.todos.create({ title: String(form.get('title')) })
  } catch (error) {
    if (!isLatchkeyError<Types>(error) || error.code !== 'too_many_todos') throw error
    problem = '?full'
  }
  redirect(`/${problem}`)
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ readonly full?: string }> }) {
  const { full } = await searchParams
  const items = await api.todos.list()
  return (
    <main>
      <h1>Todos</h1>
      <form action={add}>
        <input name="title" aria-label="Title" required />
        <button type="submit">Add</button>
      </form>
      {full === undefined ? null : <p role="alert">Finish a todo first.</p>}
      <ul>
        {items.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
    </main>
  )
}
