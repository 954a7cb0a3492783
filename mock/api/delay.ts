import type { Contract } from '../../openapi/contract/contract.ts'
import type { OperationInterceptor } from './operation-interceptors.ts'
import { operationsOf } from './operations.ts'

/** The longest time that `setTimeout` accepts. */
const LONGEST = 2 ** 31 - 1

/** @throws {RangeError} if there is no such operation, or the time is invalid */
export function delayOf(
  contract: Contract,
  id: string,
  time: number | readonly [number, number],
): OperationInterceptor {
  const operations = operationsOf(contract, id)
  const [least, most] = typeof time === 'number' ? [time, time] : time
  if (![least, most].every(isTime) || least > most)
    throw new RangeError(
      `A delay must be a whole number of milliseconds, or a range of two with the smaller one first, not ${time}.`,
    )
  return {
    appliesTo: operation => operations.includes(operation),
    interceptor: async ({ request, context }, next) => {
      await wait(least === most ? least : context.random.between('delay', least, most), request.signal)
      return next()
    },
  }
}

const isTime = (milliseconds: number) => Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds <= LONGEST

/** Rejects with the signal's reason if it aborts. */
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
