import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { isLatchkeyError } from 'latchkey'
import type { ReactNode } from 'react'
import { LastUsed } from '../keys/LastUsed.tsx'
import { isOver } from '../keys/rules.ts'
import { RelativeTime } from '../parts/Time.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'

/** How often the keys are fetched, in milliseconds. */
const INTERVAL = 3000

const QUERY = 'rotation'

/** A key during its rotation. This is not the query of the page, which must not change behind the dialog. */
function useUse(id: string | undefined) {
  const { apiKeys } = useShop()
  return useQuery({
    queryKey: [QUERY, id],
    queryFn: id === undefined ? skipToken : ({ signal }) => apiKeys.get(id, { signal }),
    refetchInterval: INTERVAL,
  })
}

/** Fetches the keys again after one of them was used. */
export function useRefreshUse() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [QUERY] })
}

interface KeysInUseProps {
  /** Undefined if it is already retired. */
  readonly oldKey: ApiKey | undefined
  readonly newId: string
}

/** When each key of a rotation was last used, so that nobody retires a key that is still in use. */
export function KeysInUse({ oldKey, newId }: KeysInUseProps) {
  const { data: fresh } = useUse(newId)
  const { data: old = oldKey, error } = useUse(oldKey?.id)
  if (!fresh) return null
  const isGone = old !== undefined && (isOver(old) || (isLatchkeyError(error) && error.code === 'not_found'))
  const isInUse = Boolean(old?.last_used_at && Date.parse(old.last_used_at) > Date.parse(fresh.created_at))
  return (
    <div className="identity">
      <dl>
        <Use name="New key" apiKey={fresh}>
          <RelativeTime at={fresh.last_used_at} />
        </Use>
        {old && (
          <Use name="Old key" apiKey={old}>
            <LastUsed apiKey={old} />
          </Use>
        )}
      </dl>
      {old && (
        <p role="status" className={isGone || isInUse ? 'recent' : 'hint'}>
          {isGone
            ? 'The old key no longer works: somebody else has ended it, and may have replaced it with another key.'
            : isInUse
              ? 'The old key was used after the new one was created: a program still has it.'
              : 'The old key was not used since the new one was created.'}
        </p>
      )}
    </div>
  )
}

interface UseProps {
  readonly name: string
  readonly apiKey: ApiKey
  readonly children: ReactNode
}

function Use({ name, apiKey: { redacted }, children }: UseProps) {
  return (
    <div>
      <dt>
        {name} <code>{redacted}</code>
      </dt>
      <dd>Last used: {children}</dd>
    </div>
  )
}
