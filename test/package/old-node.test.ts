/** The packed package in a version of Node.js that it does not support. */
import { execFileSync, spawnSync } from 'node:child_process'
import { expect, inject, test } from 'vitest'
import { runtimes, untilInstalled } from './runtimes.ts'

await untilInstalled()
const { project } = inject('packed')
const version = execFileSync(runtimes.node20, ['--version'], { encoding: 'utf8' }).trim().slice(1)
const line = `latchkey needs Node.js 22.12 or later, and this is ${version}.`
const run = (...args: string[]) => spawnSync(runtimes.node20, args, { cwd: project, encoding: 'utf8' })

test('the program prints one line', () => {
  const { status, stdout, stderr } = run('node_modules/latchkey/dist/cli.js', 'mock')
  expect([status, stdout, stderr]).toEqual([1, '', `error: ${line}\n`])
})

test('createMock throws', () => {
  const program = `
    import { createMock } from 'latchkey/mock'
    try { createMock() } catch ({ message }) { console.log(message) }`
  expect(run('--input-type=module', '--eval', program).stdout).toBe(`${line}\n`)
})
