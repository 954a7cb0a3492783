/** The entry point for Vitest with a document of one's own. */
import { describe, expect } from 'vitest'
import { test } from '../../../mock/vitest.ts'
import { crud, documentOf, todo } from '../../engine/described/documents.ts'

const servers = [{ url: 'https://api.example.com/v1' }]
const TODOS = 'https://api.example.com/v1/todos'

const addTodo = (title: string) =>
  fetch(TODOS, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ title }) })

describe('each test has a mock of the document at the global fetch', () => {
  test.override('mockOptions', { contract: documentOf(crud('/todos', 'Todo'), { Todo: todo }, { servers }) })

  for (const title of ['Milk', 'Bread'])
    test(`which starts anew: ${title}`, async ({ mock }) => {
      mock.seed({ Todo: [] })
      expect((await addTodo(title)).status).toBe(201)
      expect(await (await fetch(TODOS)).json()).toMatchObject([{ title }])
      expect(mock.requests.map(({ operation }) => operation)).toEqual(['createTodo', 'listTodos'])
    })

  test('and the handlers of a test come first', async ({ mock }) => {
    mock.fail('listTodos', { status: 503 })
    expect((await fetch(TODOS)).status).toBe(503)
  })
})
