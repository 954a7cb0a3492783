/** What a client has to know about a system to rotate its API keys. */
export interface RotationFacts {
  /** The fields of the old key that the new one is created with. Not set if the API cannot create, get and retire keys. */
  readonly copies?: readonly string[]
  /** The fields with the times at which a key was created and expires. Not set if keys never expire. */
  readonly lifetime?: { readonly from: string; readonly until: string }
  /** The problem code if the limit does not allow another key. */
  readonly limitReached?: string
  /** The problem code if a key is already retired. */
  readonly alreadyRetired?: string
  /** The server's own rotation: the field for the grace period of the old key, and the longest grace period in seconds. */
  readonly grace?: { readonly field: string; readonly max: number }
}
