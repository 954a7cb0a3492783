import { isLatchkeyError } from 'latchkey'
import { useEffect, useState } from 'react'
import { useStay } from '../app/location.ts'
import { KeyIdentity } from '../keys/KeyIdentity.tsx'
import { nameOf, wordOf } from '../keys/names.ts'
import { canHaveTwo, retiringOf } from '../keys/rules.ts'
import { SecretOnce } from '../keys/SecretDialog.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { StartRotation } from './StartRotation.tsx'
import { type Order, type Plan, RotationCancelledError, useRotation } from './useRotation.ts'
import { VerifyRotation } from './VerifyRotation.tsx'

interface RotateDialogProps {
  readonly apiKey: ApiKey
  /** @param newId the id of the new key, if there is one */
  readonly onClose: (newId?: string) => void
}

/** The steps of a rotation: generate a new key, update the application, verify it, retire the old key. Or the last step first. */
export function RotateDialog({ apiKey: key, onClose }: RotateDialogProps) {
  const { system } = useShop()
  const { wait, mutate, variables, data: newId, error, isPending } = useRotation(key)
  // An interrupted rotation would leave two keys, or none.
  useStay(isPending)
  const isCancelled = error instanceof RotationCancelledError
  useEffect(() => {
    if (newId !== undefined) onClose(newId)
    else if (isCancelled) onClose()
  }, [newId, isCancelled, onClose])
  const isRefused = isLatchkeyError(error) && error.code === 'active_key_limit_reached'
  const [chosen, setChosen] = useState<Plan>({ order: 'new-first' })
  const next: Plan = isRefused || !canHaveTwo(system) ? { order: 'old-first' } : chosen
  const { order } = isPending ? variables : next
  const steps = stepsOf(order, wordOf(retiringOf(system)))
  const current = wait ? steps.findIndex(({ waits }) => waits === wait.step) : isPending ? undefined : 0
  const progress = (
    <ol className="steps">
      {steps.map(({ title }, index) => (
        <li key={title} aria-current={index === current ? 'step' : undefined}>
          {title}
        </li>
      ))}
    </ol>
  )
  return (
    <Dialog
      title={
        <>
          Rotate <bdi>{nameOf(key, system)}</bdi>
        </>
      }
      onCancel={isPending ? undefined : () => onClose()}
    >
      {wait === undefined && (
        <StartRotation
          plan={next}
          onPlan={setChosen}
          error={isCancelled ? undefined : error}
          isPending={isPending}
          onStart={() => mutate(next)}
          onCancel={() => onClose()}
        >
          <KeyIdentity apiKey={key} />
          {progress}
        </StartRotation>
      )}
      {wait?.step === 'update' && (
        <SecretOnce secret={wait.secret} doneWord="The application is updated" onDone={wait.goOn}>
          {progress}
          <p>Store the new key where the application reads it. The secret is shown only once.</p>
        </SecretOnce>
      )}
      {wait?.step === 'verify' && (
        <VerifyRotation oldKey={key} wait={wait} order={order}>
          {progress}
        </VerifyRotation>
      )}
    </Dialog>
  )
}

function stepsOf(order: Order, end: string) {
  const ending = {
    title: order === 'with-grace' ? 'The old key is revoked automatically' : `${end} the old key`,
    waits: undefined,
  }
  const others = [
    { title: 'Generate a new key', waits: undefined },
    { title: 'Update the application', waits: 'update' },
    { title: 'Verify that it works', waits: 'verify' },
  ]
  return order === 'old-first' ? [ending, ...others] : [...others, ending]
}
