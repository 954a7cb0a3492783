import type { Secret } from 'latchkey'
import { ErrorCode, problemIn } from '../parts/ErrorCode.tsx'
import { useSignedIn } from '../shop/context.ts'
import { useAction } from '../shop/useAction.ts'
import { type Exchange, sendWith } from '../try/send.ts'

/** Sends a request with the new key, before its secret is gone. */
export function FirstRequest({ secret }: { readonly secret: Secret }) {
  const { shop, place } = useSignedIn()
  const { mutate, data, isPending } = useAction({
    mutationFn: () => sendWith(place, shop.system, { key: secret.reveal(), resource: 'me', selected: '' }),
    gcTime: 0,
  })
  return (
    <div className="first-request">
      <button type="button" disabled={isPending} onClick={() => mutate()}>
        Send a first request
      </button>
      <p role="status">{data && <Outcome exchange={data} />}</p>
    </div>
  )
}

function Outcome({ exchange: { status, body } }: { readonly exchange: Exchange }) {
  if (status === undefined) return <span className="bad">{JSON.parse(body)}</span>
  const problem = problemIn(body)
  return (
    <>
      <strong className={problem ? 'bad' : 'good'}>{status}</strong>{' '}
      {problem ? <ErrorCode {...problem} /> : 'The key works.'}
    </>
  )
}
