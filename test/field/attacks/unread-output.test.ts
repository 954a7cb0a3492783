/** A pipe that nobody reads does not fill the memory of the server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { boundedOutput } from '../../../mock/server/bounded-output.ts'
import { freePort } from '../../free-port.ts'
import { PROGRAM } from '../../program.ts'

test('lines that wait for a reader are dropped beyond 1 MiB, and then counted', async () => {
  let finish: (() => void) | undefined
  const written: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    highWaterMark: 16,
    write: (chunk, _, done) => {
      written.push(String(chunk))
      finish = done
    },
  })
  const write = boundedOutput(stream, count => `dropped ${count}\n`)
  for (let index = 0; index < 3000; index++) write(`${'x'.repeat(1023)}\n${'y'.repeat(1023)}\n`)
  expect(stream.writableLength).toBeLessThan(1024 * 1024 + 3000)
  while (stream.writableLength > 0) {
    finish?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  write('next\n')
  finish?.()
  await new Promise(resolve => setImmediate(resolve))
  finish?.()
  const kept = written.filter(text => text.startsWith('x')).length
  expect(written.slice(kept)).toEqual([`dropped ${6000 - 2 * kept}\n`, 'next\n'])
})

test('a server whose output is not read drops lines, and says so when it is', async () => {
  const port = await freePort()
  const server = spawn(process.execPath, [PROGRAM, 'mock', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(async () => {
    server.kill('SIGKILL')
    if (server.exitCode === null) await once(server, 'close')
  })
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${port}/`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(200)
  const path = `/${'x/'.repeat(3000)}`
  const ask = () => fetch(`http://127.0.0.1:${port}/api/v1${path}`)
  for (let round = 0; round < 30; round++) await Promise.all(Array.from({ length: 20 }, ask))
  let out = ''
  server.stdout.on('data', chunk => {
    out += String(chunk)
  })
  const outAfterRequest = async () => {
    await ask()
    return out
  }
  await expect.poll(outAfterRequest, { timeout: 20_000 }).toMatch(/\d+ lines of the log were dropped/)
})
