import type { Contract } from '../../openapi/contract/contract.ts'
import type { Control } from './controls.ts'
import { operationsOf } from './operations.ts'

/** The longest time that timers take. */
const LONGEST = 2 ** 31 - 1

/** @throws {RangeError} where there is no such operation, or the time is none */
export function delayOf(contract: Contract, id: string, time: number | readonly [number, number]): Control {
  const operations = operationsOf(contract, id)
  const [least, most] = typeof time === 'number' ? [time, time] : time
  if (![least, most].every(isTime) || least > most)
    throw new RangeError(
      `A delay is whole milliseconds, or two such numbers of which the first is smaller, not ${time}.`,
    )
  return {
    isFor: operation => operations.includes(operation),
    interceptor: async ({ request, context }, next) => {
      await wait(least === most ? least : context.random.between('delay', least, most), request.signal)
      return next()
    },
  }
}

const isTime = (milliseconds: number) => Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds <= LONGEST

/** Rejects with the signal's reason when it aborts. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, milliseconds)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
