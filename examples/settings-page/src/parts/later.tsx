import { type ComponentType, lazy } from 'react'
import { Failure } from './Failure.tsx'

/** A component whose script is loaded when it is first shown. If that fails, the reason is shown in its place. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy<ComponentType<Props>>(() =>
    load()
      .catch(failureOf)
      .then(component => ({ default: component })),
  )
}

const failureOf = (error: unknown) => () => <Failure error={error} onRetry={() => location.reload()} />
