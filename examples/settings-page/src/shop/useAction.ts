import { type MutateOptions, type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { isSessionEnd } from '../parts/Failure.tsx'

/**
 * A mutation that does not run twice at a time, however often its button is clicked: a disabled button comes too late for
 * a double click, and the second request would be refused where the first one was not.
 */
export function useAction<Result, Input = void>(options: UseMutationOptions<Result, Error, Input>) {
  const isRunning = useRef(false)
  const mutation = useMutation({
    ...options,
    onSettled: (...outcome) => {
      isRunning.current = false
      return options.onSettled?.(...outcome)
    },
  })
  const mutate = (input: Input, callbacks: MutateOptions<Result, Error, Input> = {}) => {
    if (isRunning.current) return
    isRunning.current = true
    mutation.mutate(input, callbacks)
  }
  // That the session has ended is said, and mended, in one place for all.
  const error = isSessionEnd(mutation.error) ? null : mutation.error
  return { ...mutation, error, mutate }
}
