import { Link } from '../app/Link.tsx'
import { type Handover, useHandovers } from '../keys/handovers.ts'
import { LastUsedText } from '../keys/LastUsed.tsx'
import { canRotateNow, isOver, isRetiring } from '../keys/rules.ts'
import { timeLeftOf } from '../keys/texts.ts'
import { useRefreshWhenDue } from '../keys/useRefreshWhenDue.ts'
import { RelativeTime } from '../parts/Time.tsx'
import { useNow } from '../parts/useNow.ts'
import { useMayWrite, useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { EndNow } from './EndNow.tsx'
import { useRotateDialog } from './useRotateDialog.tsx'
import { type Twin, useTwin } from './useTwin.ts'

/** What is unfinished about a key: its rotation, or its secret that nobody has saved. Nothing, for most keys. */
export function KeyNotes({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { all } = useHandovers()
  const handover = all.find(({ id }) => id === key.id)
  const twin = useTwin(key)
  const replacement = useRotateDialog(key)
  useRefreshWhenDue(isOver(key) ? [] : [key.expires_at, key.retires_at])
  const isLost = handover && !handover.isSaved && !key.last_used_at && !isOver(key)
  return (
    <>
      {isRetiring(key) && !isOver(key) && <Retiring apiKey={key} />}
      {twin && <TwinNote apiKey={key} twin={twin} />}
      {isLost && <LostSecret apiKey={key} handover={handover} onReplace={replacement.open} />}
      {replacement.dialog}
    </>
  )
}

/** How long a retiring key still works. */
function Retiring({ apiKey: { retires_at } }: { readonly apiKey: ApiKey }) {
  const left = timeLeftOf(retires_at ?? '', useNow())
  return <span className="badge">Retiring{left && `, ${left} left`}</span>
}

interface TwinNoteProps {
  readonly apiKey: ApiKey
  readonly twin: Twin
}

/** Links the keys of a rotation, and ends the old one. */
function TwinNote({ apiKey: key, twin: { key: other, isOld } }: TwinNoteProps) {
  const mayWrite = useMayWrite()
  return (
    <p className="note">
      <span>
        {isOld ? 'Replaces' : 'Replaced by'} <Link to={{ key: other.id }}>{other.redacted}</Link>
        {isOld && (
          <span className="note-more">
            , which still works. <LastUsedText apiKey={other} />.
          </span>
        )}
      </span>
      {mayWrite && <EndNow apiKey={isOld ? other : key}>{isOld ? 'End old key' : 'End now'}</EndNow>}
    </p>
  )
}

interface LostSecretProps {
  readonly apiKey: ApiKey
  readonly handover: Handover
  readonly onReplace: () => void
}

/** The page was left before anybody confirmed that the secret is saved. */
function LostSecret({ apiKey: key, handover, onReplace }: LostSecretProps) {
  const { system } = useShop()
  const { keep, drop } = useHandovers()
  // A rotation has not ended because its secret is saved.
  const confirm = () => (handover.replaces ? keep({ ...handover, isSaved: true }) : drop(key.id))
  const mayWrite = useMayWrite()
  return (
    <p className="note">
      <span className="recent">
        The secret may be lost: never used, created <RelativeTime at={key.created_at} />
      </span>
      {mayWrite && canRotateNow(key, system) && (
        <button type="button" onClick={onReplace}>
          Replace it…
        </button>
      )}
      <button type="button" onClick={confirm}>
        I have it
      </button>
    </p>
  )
}
