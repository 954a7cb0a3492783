import { createClient } from 'latchkey'
import { todos } from '../api/client.js'

export const api = createClient(todos, { baseUrl: process.env.API_URL ?? 'http://127.0.0.1:4010' })
