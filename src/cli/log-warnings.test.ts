import { expect, test } from 'vitest'
import { Log } from '../../mock/server/log.ts'
import { orReport } from './log-warnings.ts'

test('what fails after the start is reported, and is no exception', () => {
  const written: string[] = []
  const log = new Log({ level: 'error', isJson: false, out: () => {}, err: text => written.push(text) })
  orReport(log, () => {
    throw new Error('No such part.')
  })()
  expect(written.join('')).toContain('The server keeps running. Error: No such part.')
})
