import type { ReactNode } from 'react'
import { Link } from '../app/Link.tsx'
import { Time } from '../parts/Time.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { Acting } from './Acting.tsx'
import { KeptSecret } from './KeptSecret.tsx'
import { scopesTextOf } from './texts.ts'

/** The fields of a key that its system has. */
export function KeyFacts({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { userChoice, hasScopes, hasExpiry } = useShop().system
  return (
    <dl className="facts">
      <Fact name="Key">
        {key.secret ? (
          <KeptSecret secret={key.secret} name={key.redacted}>
            <code>{key.redacted}</code>
          </KeptSecret>
        ) : (
          <code>{key.redacted}</code>
        )}
      </Fact>
      {userChoice !== 'none' && (
        <Fact name="Acts as">
          <Acting apiKey={key} />
        </Fact>
      )}
      {hasScopes && <Fact name="Permissions">{scopesTextOf(key)}</Fact>}
      <Fact name="Created">
        <Time at={key.created_at} />
      </Fact>
      <Fact name="Last used">
        <Time at={key.last_used_at} />
      </Fact>
      {hasExpiry && (
        <Fact name="Expires">
          <Time at={key.expires_at} />
        </Fact>
      )}
      {key.retires_at && (
        <Fact name="Retires">
          <Time at={key.retires_at} />
        </Fact>
      )}
      {key.replaced_by && (
        <Fact name="Replaced by">
          <Link to={{ key: key.replaced_by }}>{key.replaced_by}</Link>
        </Fact>
      )}
      {key.rotated_from && (
        <Fact name="Replaces">
          <Link to={{ key: key.rotated_from }}>{key.rotated_from}</Link>
        </Fact>
      )}
      {key.revoked_at && (
        <Fact name="Revoked">
          <Time at={key.revoked_at} />
        </Fact>
      )}
      <Fact name="ID">
        <code>{key.id}</code>
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
