import { useMe, useSignedIn } from '../shop/context.ts'

/** The account, and the signed-in user. */
export function Account() {
  const { signOut } = useSignedIn()
  const { data: me } = useMe()
  return (
    <section className="account" aria-label="Account">
      {me && (
        <p>
          <span>{me.account.name}</span> <span className="quiet">{me.user?.name}</span>
        </p>
      )}
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </section>
  )
}
