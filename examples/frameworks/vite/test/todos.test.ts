import { createClient } from 'latchkey'
import { expect, test } from 'vitest'
import { todos } from '../src/api/client.js'
import { createMock } from '../src/api/mock.js'
import { addTodo } from '../src/todos.js'

test('the fourth todo is refused', async () => {
  const mock = createMock()
  mock.seed({ Todo: [{ title: 'Milk' }, { title: 'Bread' }] })
  const api = createClient(todos, { baseUrl: 'http://127.0.0.1:4010', fetch: mock.fetch })
  expect(await addTodo(api, 'Eggs')).toBeUndefined()
  expect(await addTodo(api, 'Butter')).toBe('Finish a todo first.')
  expect((await api.todos.list()).map(({ title }) => title)).toEqual(['Milk', 'Bread', 'Eggs'])
})
