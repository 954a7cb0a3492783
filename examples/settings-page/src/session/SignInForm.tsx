import { useActionState } from 'react'
import { Problem } from '../parts/Failure.tsx'
import type { Session, Shop } from '../shop/shop.ts'

interface SignInFormProps {
  /** One that nobody is signed in to. */
  readonly shop: Shop
  readonly onSignedIn: (session: Session) => void
}

export function SignInForm({ shop, onSignedIn }: SignInFormProps) {
  const [error, signIn, isPending] = useActionState(async (_: unknown, form: FormData) => {
    try {
      onSignedIn(
        await shop.sessions.create({ email: String(form.get('email')), password: String(form.get('password')) }),
      )
      return undefined
    } catch (thrown) {
      return thrown
    }
  }, undefined)
  return (
    <form action={signIn} className="stack">
      <label>
        Email
        <input name="email" type="email" autoComplete="username" required defaultValue="admin@north.example" />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <Problem error={error} />
      <button type="submit" className="primary" disabled={isPending}>
        {isPending ? 'Signing in…' : 'Sign in'}
      </button>
      <p className="hint">
        The seeded shop knows <code>admin</code>, <code>manager</code>, <code>integration</code> and <code>reader</code>{' '}
        at <code>north.example</code>, with the password <code>password</code>.
      </p>
    </form>
  )
}
