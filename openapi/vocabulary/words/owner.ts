/** `owner` and `visible_to`: whose a record is, and who sees it. */
import type { Resource } from '../../contract/contract.ts'
import { capitalized, plural } from '../../contract/prose.ts'
import type { Principal } from '../engine/call.ts'
import type { Row } from '../engine/record.ts'
import type { Finding } from '../finding.ts'
import { mistypedMember } from '../lookup.ts'
import { credentialsOf } from '../model/credentials.ts'
import type { Model, ResourceNode } from '../model/model.ts'
import { nounOf } from '../model/noun.ts'
import { code } from '../prose.ts'
import { isSelected } from './selects.ts'

/** The properties of the owner may be stored without being shown. */
export function check(model: Model): Finding[] {
  return [...model.resources.values()].flatMap(resource => {
    const { owner, visible_to } = resource.words
    const node = resource.wordsNode.get('owner')
    const findings: Finding[] = []
    if (owner && node && credentialsOf(model).length === 0) {
      const message =
        'Nobody is an owner: no security scheme tells who the caller is (`authenticates`). Remove `owner`: every caller then sees every record.'
      findings.push({ message, at: node.at, isLenient: true })
    }
    if (owner && node) {
      if (owner.tenant !== undefined) findings.push(...mistypedMember(resource, owner.tenant, node.placeOf('tenant')))
      if (owner.user !== undefined) findings.push(...mistypedMember(resource, owner.user, node.placeOf('user')))
    }
    if (visible_to === 'owner' && owner?.user === undefined) {
      const message =
        '`visible_to: owner` needs the property that holds the user. Add `owner.user`, or use `visible_to: account`.'
      findings.push({ message, at: resource.wordsNode.placeOf('visible_to') })
    }
    return findings
  })
}

export function explainResource(_model: Model, resource: ResourceNode): string | undefined {
  const { owner, visible_to } = resource.words
  if (!owner || !visible_to) return undefined
  const viewers =
    visible_to === 'owner'
      ? `only to the user in ${code(owner.user ?? owner.tenant ?? '')}`
      : owner.tenant === undefined
        ? 'to everyone'
        : 'to everyone in the account'
  return `**Visibility.** ${capitalized(plural(nounOf(resource)))} are visible ${viewers}. For everyone else, the response is 404.`
}

/** Whether the caller can see a record: it has no owner, or belongs to their account, to them if the resource requires that, and to their selection. */
export function isVisible(
  resource: Resource,
  row: Row,
  principal: Principal,
  selected: Readonly<Record<string, unknown>> = {},
): boolean {
  const { owner, visible_to } = resource
  if (owner?.tenant !== undefined && !isAccount(row[owner.tenant], principal.account)) return false
  if (visible_to === 'owner' && owner?.user !== undefined && row[owner.user] !== principal.user) return false
  return isSelected(resource, row, selected)
}

/** Accounts may have numbers. A list with one account in it is none. */
const isAccount = (value: unknown, account: string) =>
  value === account || (typeof value === 'number' && String(value) === account)

/** The account of a record. A document with one account need not name it. */
export function accountOf(owner: Resource['owner'], row: Row): string {
  return owner?.tenant === undefined ? '' : String(row[owner.tenant])
}

/** The properties of a new record that hold its account. */
export function ownedBy({ owner, tenantType }: Resource, account: string): Row {
  if (owner?.tenant === undefined) return {}
  return { [owner.tenant]: tenantType === 'integer' ? Number(account) : account }
}
