import { useAnnounce } from '../app/announce.tsx'
import { isConflict, Problem, Sentence } from '../parts/Failure.tsx'
import type { ApiKey } from '../shop/shop.ts'
import { useUpdateKey } from './useKeys.ts'

interface PauseSwitchProps {
  readonly apiKey: ApiKey
  readonly name: string
}

/** Pauses and resumes a key. */
export function PauseSwitch({ apiKey: key, name }: PauseSwitchProps) {
  const announce = useAnnounce()
  const { mutate, isPending, variables, error } = useUpdateKey(key)
  // While the request runs, the switch is where the user has put it.
  const isOn = (isPending ? variables.enabled : key.enabled) ?? false
  const change = (enabled: boolean) =>
    mutate(
      { enabled },
      {
        onSuccess: () =>
          announce(
            <>
              <bdi>{name}</bdi> is {enabled ? 'enabled' : 'paused'}.
            </>,
          ),
        // The switch disappears with what it was for.
        onError: error => isConflict(error) && announce(<Sentence error={error} />),
      },
    )
  return (
    <>
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        aria-label={`${name} enabled`}
        aria-busy={isPending}
        checked={isOn}
        onChange={event => change(event.target.checked)}
      />
      <Problem error={isConflict(error) ? null : error} />
    </>
  )
}
