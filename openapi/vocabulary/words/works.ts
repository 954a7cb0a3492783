/** `works`: whether a credential authenticates now. And no credential is created that cannot work. */
import { asNoun } from '../../contract/prose.ts'
import { credentialSchemes } from '../../contract/schemes.ts'
import type { CredentialWords } from '../../contract/words.ts'
import { type ActingUser, isUserEnabled, userOf, userProperty } from '../engine/acting-user.ts'
import { holds } from '../engine/permissions.ts'
import type { Insertion } from '../engine/plan.ts'
import type { Row } from '../engine/record.ts'
import { Refusal, type ValidationError, validationFailed } from '../engine/refusal.ts'
import { stateOf } from '../engine/transitions.ts'
import type { Guard, World } from '../engine/world.ts'
import type { Finding } from '../finding.ts'
import { credentialsOf } from '../model/credentials.ts'
import type { Model } from '../model/model.ts'
import { annotatedUses } from '../model/uses.ts'
import { heldPermissions } from './principal.ts'

export function check(model: Model): Finding[] {
  const credentials = credentialsOf(model).map(({ words }) => words.authenticates)
  return annotatedUses(model).flatMap(({ resource, words, node }) => {
    if (!words.works || credentials.includes(resource.name)) return []
    const message = `\`works\` is for credentials, and no security scheme authenticates \`${resource.name}\`. Remove it.`
    return [{ message, at: node.placeOf('works') }]
  })
}

/** Whether a credential authenticates: its state is accepted, and its user is enabled. */
export function isWorking(world: World, resource: string, row: Row): boolean {
  const words = world.store.collection(resource).resource
  return credentialSchemes(world.contract)
    .filter(({ authenticates }) => authenticates === resource)
    .some(scheme => {
      const isAccepted = words.lifecycle === undefined || scheme.accepts?.includes(stateOf(words, row)) === true
      const user = userOf(world, scheme, row)
      return isAccepted && (user === undefined || isUserEnabled(world, user))
    })
}

/** A new credential has an enabled user, and is narrowed to permissions that its user has. */
export const guard: Guard = (world, { changes }) => {
  for (const scheme of credentialSchemes(world.contract)) {
    for (const change of changes) {
      if (change.does !== 'insert' || change.resource !== scheme.authenticates) continue
      const user = userOf(world, scheme, change.after)
      if (!user) continue
      refuseDisabled(world, scheme, change, user)
      refuseScopes(world, scheme, change, user)
    }
  }
}

function refuseDisabled(
  world: World,
  scheme: CredentialWords,
  { resource, replaces }: Insertion,
  user: ActingUser,
): void {
  if (isUserEnabled(world, user)) return
  const { title, owner } = world.store.collection(resource).resource
  const property = userProperty(scheme, owner)
  const credential = asNoun(title)
  const error = { in: 'body', pointer: replaces ? '' : `/${property}`, message: 'must be of an enabled user' } as const
  throw new Refusal({
    code: 'validation_failed',
    detail: `The user of this ${credential} is disabled, so the ${credential} would not work. Enable the user first.`,
    rule: 'works',
    at: `#/components/schemas/${user.resource}/x-latchkey/principal`,
    members: { errors: [error] },
  })
}

/** The permissions of a user may change later, so a credential that is replaced keeps its own. */
function refuseScopes(world: World, scheme: CredentialWords, { after, replaces }: Insertion, user: ActingUser): void {
  const scopes = scheme.narrowed_by === undefined ? undefined : after[scheme.narrowed_by]
  if (!Array.isArray(scopes) || replaces || scheme.grants === 'all') return
  const held = heldPermissions(world, user.resource, user.entry)
  const errors = scopes.flatMap((scope, index): ValidationError[] =>
    holds(held, scope)
      ? []
      : [{ in: 'body', pointer: `/${scheme.narrowed_by}/${index}`, message: 'must be a permission of the user' }],
  )
  if (errors.length > 0) throw validationFailed(errors, 'works')
}
