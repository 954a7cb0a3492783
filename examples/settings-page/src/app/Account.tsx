import { useMe, useSignedIn } from '../shop/context.ts'

/** The account, and the signed-in user. */
export function Account() {
  const { signOut } = useSignedIn()
  const { data: me } = useMe()
  return (
    <section className="account" aria-label="Account">
      {me && (
        <p>
          <bdi>{me.account.name}</bdi> <bdi className="quiet">{me.user?.name}</bdi>
        </p>
      )}
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </section>
  )
}
