/**
 * A minimal server on the same HTTP library as the mock server, which responds with the same JSON, without any checks
 * and without state. It is JavaScript, because stripping types would delay its start.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
const body = JSON.parse(process.env.BODY ?? '{}')
app.get('*', context => context.json(body))
app.post('*', async context => context.json({ ...body, ...(await context.req.json()) }, 201))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) })
