import { asNoun } from '../../contract/prose.ts'
import { formatTime } from '../../contract/time.ts'
import type { Principal } from './call.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** The caller would create something that outlives the caller's credential. */
export function outlives(world: World, principal: Principal, consequence: string, at: string): Refusal {
  const end = principal.ends === null ? '' : ` at ${formatTime(principal.ends)}`
  return new Refusal({
    code: 'permission_denied',
    detail: `This ${credentialNoun(world, principal)} ends${end}. ${consequence}.`,
    rule: 'ends_at',
    at,
    members: { required: [] },
  })
}

/** The caller's credential in a sentence: `API key`. */
export function credentialNoun({ contract }: World, { credential, kind }: Principal): string {
  return asNoun(contract.resources[credential.resource]?.title ?? kind)
}
