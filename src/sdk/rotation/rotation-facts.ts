/** What a client has to know of a system to rotate its API keys. */
export interface RotationFacts {
  /** The fields of the old key that the new one is created with. Not set if the API cannot create, get and retire keys. */
  readonly copies?: readonly string[]
  /** The fields that say when a key was created and when it expires. Not set if keys never expire. */
  readonly lifetime?: { readonly from: string; readonly until: string }
  /** The problem code that says that the limit leaves no room for another key. */
  readonly limitReached?: string
  /** The problem code that says that a key is retired already. */
  readonly alreadyRetired?: string
  /** The server's own rotation: the field for the grace period of the old key, and the longest grace period in seconds. */
  readonly grace?: { readonly field: string; readonly max: number }
}
