import { expect } from 'vitest'
import type { Sample } from '../../../docs/build/samples/index.ts'

/** Asserts that a program in Python sends the request of a sample. There may be no Python here to run it. */
export function sendsSample(source: string, sample: Sample | undefined): void {
  if (!sample) throw new Error('The contract has no such operation.')
  const { request, curl } = sample
  const { operation, body } = request
  const [, url] = /^curl (\S+)/.exec(curl) ?? []
  expect(source).toContain(`"${url}"`)
  expect(source).toContain(`method="${operation.method}"`)
  const headers = [...curl.matchAll(/-H ['"]([\w-]+): ([^'"$]*)/g)]
  expect(headers.length).toBeGreaterThan(0)
  for (const [, name, value] of headers) expect(source).toContain(`"${name}": "${value}"`)
  const [, sent = ''] = /json\.dumps\((.*?)\)\.encode/.exec(source) ?? []
  expect(body).toMatchObject(JSON.parse(sent))
}
