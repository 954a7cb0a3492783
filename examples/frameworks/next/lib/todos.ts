import { createClient } from 'latchkey'
import { todos } from '../src/api/client'

/** It runs on the server, where Next.js replaces the global `fetch`: the client looks it up at each call. */
export const api = createClient(todos, { baseUrl: process.env.API_URL ?? 'http://127.0.0.1:4010' })
