import { useMe, useShop, useSignedIn } from '../shop/context.ts'
import { useAction } from '../shop/useAction.ts'
import { Link } from './Link.tsx'
import { useParameters } from './location.ts'

/** The value of the parameter `page` for the danger zone. Without the parameter, the page is the list of keys. */
export const DANGER = 'danger'

/** The pages, the account, and the signed-in user. */
export function Account() {
  const { signOut } = useSignedIn()
  const { system } = useShop()
  const { data: me } = useMe()
  const { mutate, isPending } = useAction({ mutationFn: signOut })
  const isDanger = useParameters().get('page') === DANGER
  return (
    <>
      {system.clearWindow && (
        <nav className="pages" aria-label="Settings">
          <Link to={{ page: null, key: null }} aria-current={isDanger ? undefined : 'page'}>
            Keys
          </Link>
          <Link to={{ page: DANGER, key: null, panel: null }} aria-current={isDanger ? 'page' : undefined}>
            Danger zone
          </Link>
        </nav>
      )}
      <section className="account" aria-label="Account">
        {me && (
          <p>
            <bdi>{me.account.name}</bdi> <bdi className="quiet">{me.user?.name}</bdi>
          </p>
        )}
        <button type="button" disabled={isPending} onClick={() => mutate()}>
          {isPending ? 'Signing out…' : 'Sign out'}
        </button>
      </section>
    </>
  )
}
