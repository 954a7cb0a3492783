/**
 * The least that a server on the mock server's HTTP library does to answer with the same JSON: it checks nothing and
 * keeps nothing. It is JavaScript, since taking out types would make it start later.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
const body = JSON.parse(process.env.BODY ?? '{}')
app.get('*', context => context.json(body))
app.post('*', async context => context.json({ ...body, ...(await context.req.json()) }, 201))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) })
