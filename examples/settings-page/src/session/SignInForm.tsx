import { type FormEvent, useEffect, useState, useTransition } from 'react'
import { Problem } from '../parts/Failure.tsx'
import type { Session, Shop } from '../shop/shop.ts'

interface SignInFormProps {
  /** A client without a session. */
  readonly shop: Shop
  readonly onSignedIn: (session: Session) => void
}

export function SignInForm({ shop, onSignedIn }: SignInFormProps) {
  const [error, setError] = useState<unknown>()
  const [isPending, startSigningIn] = useTransition()
  // The error was that of another place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it depends on which shop it is
  useEffect(() => setError(undefined), [shop])
  const signIn = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const credentials = { email: String(form.get('email')), password: String(form.get('password')) }
    startSigningIn(() => shop.sessions.create(credentials).then(onSignedIn, setError))
  }
  return (
    <form onSubmit={signIn} className="stack">
      <SignInFields error={error} isPending={isPending} />
    </form>
  )
}

interface SignInFieldsProps {
  readonly error?: unknown
  readonly isPending?: boolean
}

export function SignInFields({ error, isPending = false }: SignInFieldsProps) {
  return (
    <>
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
        The seeded shop has the users <code>admin</code>, <code>manager</code>, <code>integration</code> and{' '}
        <code>reader</code> at <code>north.example</code>. The password is <code>password</code>.
      </p>
    </>
  )
}
