import { type MutateOptions, type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { isInterruption } from '../parts/Failure.tsx'

/**
 * A mutation that does not run twice at the same time, however often its button is clicked. Disabling the button is too
 * late for a double click, and the second request could be rejected.
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
  // A session that ends is handled in one place for all actions.
  const error = isInterruption(mutation.error) ? null : mutation.error
  return { ...mutation, error, mutate }
}
