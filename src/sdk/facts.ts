import type { Carrier } from '../../openapi/contract/carrier.ts'

/** The rules of a system as data: a user interface can adapt to a system without an `if` on its id. */
export interface Facts {
  readonly id: string
  /** For people: `Latchkey standard`. */
  readonly title: string
  /** How an API key is sent. */
  readonly keySentAs: Carrier
  /** How the token of a session is sent. */
  readonly sessionSentAs: Carrier
  /** Who a request with an API key acts as. */
  readonly keyActsAs: 'user' | 'account'
  /** The permissions of a key: those of the user or account that it acts as, or every permission. */
  readonly keyGrants: 'inherited' | 'all'
  /** Which keys a user can see: those of the account, or only their own. */
  readonly keysSeen: 'account' | 'own'
  /** Whether the user that a key acts as is chosen when the key is created. */
  readonly userChoice: 'required' | 'optional' | 'none'
  /**
   * The field with the label of a key; null if keys have no label. `maxLength` is in Unicode code points; null if there is
   * no maximum.
   */
  readonly label: { readonly field: string; readonly required: boolean; readonly maxLength: number | null } | null
  /** How many keys can be in the states `counts` at a time; null if there is no limit. */
  readonly limit: {
    readonly max: number
    readonly per: 'user' | 'account'
    readonly counts: readonly string[]
  } | null
  /** The values of `status`. The first one is the status of a new key. */
  readonly states: readonly string[]
  /** Whether the secret of a key is shown only when the key is created, or each time that the key is shown. */
  readonly secretShown: 'once' | 'always'
  readonly canPause: boolean
  readonly canRename: boolean
  /** Whether a key can be disabled for good while its record is kept. */
  readonly canRevoke: boolean
  readonly canRevokeMany: boolean
  /** Whether the server itself rotates keys, with a grace period for the old key. `apiKeys.rotate` works either way. */
  readonly canRotate: boolean
  readonly delete: 'any-time' | 'after-revoke' | 'never'
  readonly hasExpiry: boolean
  readonly hasScopes: boolean
  /** What the list of keys supports. `filters` and `sorts` are fields of a key. */
  readonly list: {
    readonly search: boolean
    readonly filters: readonly string[]
    readonly sorts: readonly string[]
  }
  /** The permissions that reading and changing keys requires, and whether a request with an API key can do it. */
  readonly managedBy: {
    readonly read: readonly string[]
    readonly write: readonly string[]
    readonly keys: boolean
  }
  /**
   * The permissions that creating a user for a key requires, the user's group included; null if keys act as no chosen
   * user, or if the API cannot create users.
   */
  readonly usersManagedBy: readonly string[] | null
  /**
   * The record that requests work in: the option of the client that selects it, the header that it is sent in, and the
   * member of the client that lists the choices, such as `warehouses` (null if a list needs a selection itself).
   */
  readonly selection: { readonly option: string; readonly header: string; readonly choices: string | null } | null
  /** How long the clear-operations window stays open (an ISO 8601 duration); null if the system has no such window. */
  readonly clearWindow: string | null
  /** The permissions that opening and closing this window requires, and those that deleting the records requires. */
  readonly clearManagedBy: { readonly window: readonly string[]; readonly records: readonly string[] } | null
}
