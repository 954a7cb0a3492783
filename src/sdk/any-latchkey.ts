import type { ClientBase } from './client.ts'
import type { SystemId, Systems } from './generated/systems.ts'
import type { MergedMethods, MergedResources } from './merged.ts'
import type { Rotation } from './rotation/rotation.ts'

type Resources = Systems[SystemId]['resources']

/** The methods of API keys, without the rotation of the server: `apiKeys.rotate` of a client works on each system. */
type Keys = MergedMethods<Resources['apiKeys']>

/**
 * A client of any of our systems, for code that works on all of them. Each `Latchkey` is an `AnyLatchkey`.
 *
 * Methods, arguments and fields that all systems have are required. Those that only some systems have are optional.
 * `shop.system` describes the system at run time. The server checks the bodies that you send.
 *
 * @example
 * async function rename(shop: AnyLatchkey, id: string, name: string) {
 *   const { label, canRename } = shop.system
 *   if (label && canRename) await shop.apiKeys.update?.(id, { [label.field]: name })
 * }
 */
export type AnyLatchkey = Pick<ClientBase<Systems[SystemId]>, 'system' | 'baseUrl' | 'credential'> &
  Omit<MergedResources<Resources>, 'apiKeys'> & {
    readonly apiKeys: Omit<Keys, 'rotate'> & Rotation<AnyLatchkey, Keys>
  }
