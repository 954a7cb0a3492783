import { RelativeTime } from '../parts/Time.tsx'
import { useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { Acting } from './Acting.tsx'
import { LastUsed } from './LastUsed.tsx'
import { labelOf } from './names.ts'

interface KeyIdentityProps {
  readonly apiKey: ApiKey
  /** For `aria-describedby`. */
  readonly id?: string
}

/** Says which key it is. A name is not enough: the keys before and after a rotation have the same one. */
export function KeyIdentity({ apiKey: key, id }: KeyIdentityProps) {
  const label = labelOf(key, useShop().system)
  return (
    <div className="identity" id={id}>
      <p>
        {label !== undefined && (
          <strong>
            <bdi>{label}</bdi>
          </strong>
        )}{' '}
        <code>{key.redacted}</code>
      </p>
      <dl>
        <div>
          <dt>Acts as</dt>
          <dd>
            <Acting apiKey={key} />
          </dd>
        </div>
        <div>
          <dt>Created</dt>
          <dd>
            <RelativeTime at={key.created_at} />
          </dd>
        </div>
        <div>
          <dt>Last used</dt>
          <dd>
            <LastUsed apiKey={key} />
          </dd>
        </div>
      </dl>
    </div>
  )
}
