import { fail } from '@sveltejs/kit'
import { isLatchkeyError } from 'latchkey'
import { api } from '$lib/todos.js'
import type { Types } from '../api/client.js'
import type { Actions, PageServerLoad } from './$types.js'

export const load: PageServerLoad = async () => ({ todos: await api.todos.list() })

export const actions: Actions = {
  default: async ({ request }) => {
    const form = await request.formData()
    try {
      await api.todos.create({ title: String(form.get('title')) })
      return {}
    } catch (error) {
      if (!isLatchkeyError<Types>(error) || error.code !== 'too_many_todos') throw error
      return fail(409, { problem: 'Finish a todo first.' })
    }
  },
}
