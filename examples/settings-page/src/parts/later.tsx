import { type ComponentType, use } from 'react'
import { Failure } from './Failure.tsx'

/**
 * A component whose script is loaded by `preload`, or when it is first shown. Call `preload` in an effect of what shows it:
 * once it is loaded, it is rendered at once. If the script cannot be loaded, the reason is shown in its place.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<ComponentType<Props>> | undefined
  const preload = () => {
    loading ??= load()
      .catch(failureOf)
      .then(component => {
        loaded = component
        return component
      })
    return loading
  }
  const Later = (props: Props) => {
    const Component = loaded ?? use(preload())
    return <Component {...props} />
  }
  return Object.assign(Later, { preload })
}

const failureOf = (error: unknown) => () => <Failure error={error} onRetry={() => location.reload()} />
