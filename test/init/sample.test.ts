/** `latchkey init` on a sample of public documents. */
import { expect, test } from 'vitest'
import { openMock } from '../../mock/api/open.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { SAMPLE } from '../world/sample.ts'
import { requestFor } from '../world/try-document.ts'
import { blocksOf, contractOf, errorsOf, init, uncommented } from './overlays.ts'

const known = new Map<string, ReturnType<typeof init>>()
/** What is written for a document, which is read once. */
function initialized(file: string): ReturnType<typeof init> {
  const result = known.get(file) ?? init(file)
  known.set(file, result)
  return result
}
const textOf = async (file: string) => (await initialized(file)).text

test.each(SAMPLE)('%s: a mock with the overlay behaves as without it, to the byte', async file => {
  const [without, ruled] = [await contractOf(file), await contractOf(file, await textOf(file))]
  expect(ruled).toEqual(without)
  const answers = await answersOf(without)
  expect(answers.length).toBe(without.operations.length)
  expect(await answersOf(ruled)).toEqual(answers)
})

/** What a mock answers to a request to each operation, in order. */
async function answersOf(contract: Contract) {
  const { mock } = openMock({ contract, seed: 1, isChecked: false, now: '2026-01-01T00:00:00Z' })
  const answers = []
  for (const operation of contract.operations) {
    const response = await mock.fetch(requestFor(contract, operation))
    answers.push({ status: response.status, headers: [...response.headers], body: await response.text() })
  }
  return answers
}

test.each(SAMPLE)('%s: the overlay is valid, also with everything in it that is commented', async file => {
  const text = await textOf(file)
  expect(await errorsOf(file, text)).toEqual([])
  expect(await errorsOf(file, uncommented(text, blocksOf(text)))).toEqual([])
})

test.each(SAMPLE)('%s: a second run changes no byte', async file => {
  const text = await textOf(file)
  const again = await init(file, text)
  expect(again.text).toBe(text)
  expect(again.stale).toEqual([])
})

test.each(SAMPLE)('%s: each guess and each question can be used alone', async file => {
  const text = await textOf(file)
  for (const block of blocksOf(text))
    expect(await errorsOf(file, uncommented(text, [block])), `line ${block.lines[0]}`).toEqual([])
})

test('what is inferred of the sample is written, with guesses and questions', async () => {
  const found = await Promise.all(SAMPLE.map(initialized))
  const sum = (count: (one: (typeof found)[number]) => number) => found.reduce((total, one) => total + count(one), 0)
  expect(sum(({ known }) => known)).toBeGreaterThanOrEqual(440)
  expect(sum(({ guesses }) => guesses)).toBeGreaterThan(20)
  expect(sum(({ questions }) => questions)).toBeGreaterThan(80)
})
