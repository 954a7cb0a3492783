import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { PauseSwitch } from './PauseSwitch.tsx'
import { canSwitch } from './rules.ts'
import { Status } from './Status.tsx'

interface StateProps {
  readonly apiKey: ApiKey
  readonly name: string
  readonly mayWrite: boolean
}

/** The status of a key in the list, with a switch if the user can pause or resume it. */
export function State({ apiKey: key, name, mayWrite }: StateProps) {
  const { system } = useShop()
  return (
    <span className="key-state">
      {mayWrite && system.canPause && canSwitch(key) && <PauseSwitch apiKey={key} name={name} />}
      <Status apiKey={key} />
    </span>
  )
}
