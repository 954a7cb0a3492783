import { useAnnounce } from '../app/announce.tsx'
import { sentenceOf } from '../parts/Failure.tsx'
import type { ApiKey } from '../shop/shop.ts'
import { useUpdateKey } from './useKeys.ts'

interface PauseSwitchProps {
  readonly apiKey: ApiKey
  readonly name: string
}

/** Pauses and resumes a key. */
export function PauseSwitch({ apiKey: key, name }: PauseSwitchProps) {
  const announce = useAnnounce()
  const { mutate, isPending } = useUpdateKey(key)
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
        onError: error => announce(sentenceOf(error)),
      },
    )
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={key.enabled ?? false}
      aria-label={`${name} enabled`}
      aria-busy={isPending}
      checked={key.enabled ?? false}
      onChange={event => change(event.target.checked)}
    />
  )
}
