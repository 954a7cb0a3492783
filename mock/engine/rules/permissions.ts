import { perContract } from '../per-contract.ts'

/** Every permission that any operation requires of this kind of credential. */
export const allPermissions = perContract(
  ({ operations }, scheme: string): ReadonlySet<string> =>
    new Set(operations.flatMap(({ security }) => security.flatMap(alternative => alternative[scheme] ?? []))),
)
