import { type Client, isLatchkeyError } from 'latchkey'
import type { Types } from './api/client.js'

export type Api = Client<Types>

/** Adds a todo. @returns what is wrong; undefined if nothing is */
export async function addTodo(api: Api, title: string): Promise<string | undefined> {
  try {
    await api.todos.create({ title })
    return undefined
  } catch (error) {
    if (isLatchkeyError<Types>(error) && error.code === 'too_many_todos') return 'Finish a todo first.'
    throw error
  }
}
