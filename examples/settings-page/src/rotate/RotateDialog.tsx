import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useStay } from '../app/location.ts'
import { nameOf, wordOf } from '../keys/names.ts'
import { SecretOnce } from '../keys/SecretDialog.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem, sentenceOf } from '../parts/Failure.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { RotationGivenUp, useRotation, type Wait } from './useRotation.ts'

interface RotateDialogProps {
  readonly apiKey: ApiKey
  /** @param newId the id of the new key, where there is one */
  readonly onClose: (newId?: string) => void
}

/** Generate a new key, update the application, verify that it works, end the old key. */
export function RotateDialog({ apiKey: key, onClose }: RotateDialogProps) {
  const { system } = useShop()
  const { wait, mutate, data: newId, error, isPending } = useRotation(key)
  const end = system.canRevoke ? 'revoke' : 'delete'
  // Half a rotation leaves two keys.
  useStay(isPending)
  const isGivenUp = error instanceof RotationGivenUp
  useEffect(() => {
    if (newId !== undefined) onClose(newId)
    else if (isGivenUp) onClose()
  }, [newId, isGivenUp, onClose])
  const steps = ['Generate a new key', 'Update the application', 'Verify that it works', `${wordOf(end)} the old key`]
  const current = wait === undefined ? (isPending ? undefined : 0) : wait.step === 'update' ? 1 : 2
  return (
    <Dialog title={`Rotate ${nameOf(key, system)}`} onCancel={isPending ? undefined : () => onClose()}>
      <ol className="steps">
        {steps.map((step, index) => (
          <li key={step} aria-current={index === current ? 'step' : undefined}>
            {step}
          </li>
        ))}
      </ol>
      {wait === undefined && (
        <>
          <p>The new key is made like this one. Both work until the last step.</p>
          <Problem error={isGivenUp ? undefined : error} />
          <div className="actions">
            <button type="button" disabled={isPending} onClick={() => onClose()}>
              Cancel
            </button>
            <button type="button" className="primary" disabled={isPending} onClick={() => mutate()}>
              {isPending ? 'Working…' : 'Generate the new key'}
            </button>
          </div>
        </>
      )}
      {wait?.step === 'update' && (
        <>
          <p>Put the new key where the application reads it. It is shown this once.</p>
          <SecretOnce secret={wait.secret} doneWord="The application has it" onDone={wait.goOn} />
        </>
      )}
      {wait?.step === 'verify' && <Verify wait={wait} end={end} />}
    </Dialog>
  )
}

interface VerifyProps {
  readonly wait: Extract<Wait, { step: 'verify' }>
  readonly end: 'revoke' | 'delete'
}

function Verify({ wait: { test, goOn, giveUp }, end }: VerifyProps) {
  const { mutate, isSuccess, isPending, error } = useMutation({ mutationFn: test, gcTime: 0 })
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <>
      <p>See that the application works with the new key, and send a request with it from here.</p>
      <p role="status" className={`copy-state ${isSuccess ? 'copied' : 'refused'}`}>
        {isSuccess && 'The new key works.'}
        {error && sentenceOf(error)}
      </p>
      <div className="actions">
        <button type="button" onClick={giveUp}>
          Keep the old key
        </button>
        <button type="button" ref={button} disabled={isPending} onClick={() => mutate()}>
          Send a request
        </button>
        <button type="button" className="danger" disabled={!isSuccess} onClick={goOn}>
          {wordOf(end)} the old key
        </button>
      </div>
    </>
  )
}
