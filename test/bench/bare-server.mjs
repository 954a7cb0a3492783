/**
 * An empty server on the HTTP library that the mock server runs on: answers every request with the same JSON.
 * It is JavaScript, since taking out types would make it start later.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
const body = process.env.BODY ?? '{}'
app.all('*', context => context.body(body, 200, { 'Content-Type': 'application/json' }))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) })
