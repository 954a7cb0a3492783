/** The secrets of a resource: what is stored of them, and what is shown. */
import type { Contract, Operation, Resource } from '../../../openapi/contract/contract.ts'
import { isShownBy, redactBy, type SecretKind, secretKindOf } from '../../../openapi/contract/secret-form.ts'
import { isMinting } from '../../../openapi/contract/verbs.ts'
import type { PropertyWords } from '../../../openapi/contract/words.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import { perContract } from '../per-contract.ts'
import { hashSecret, redactSecret } from '../values/secret.ts'

interface SecretProperty {
  readonly property: string
  readonly keywords: PropertyWords
  /** The properties that show the secret in part, with their forms. */
  readonly redacted: readonly (readonly [property: string, form: string | undefined])[]
}

/** The secret properties of a resource. */
export const secretsOf = perContract((_, { secrets, properties }: Resource): readonly SecretProperty[] =>
  secrets.map(property => ({
    property,
    keywords: properties[property] ?? {},
    redacted: Object.entries(properties).flatMap(([other, { redacts }]) => {
      if (redacts === undefined) return []
      const [name, form] = typeof redacts === 'string' ? [redacts, undefined] : [redacts.property, redacts.form]
      return name === property ? [[other, form] as const] : []
    }),
  })),
)

/** The kind of the secret that a record has; undefined if it has none. */
export function kindOf({ secret }: PropertyWords, row: Row): SecretKind | undefined {
  return secret && secretKindOf(secret, row)
}

/** Whether a secret must be stored, because an operation that does not mint it shows it. */
export function isStored(contract: Contract, keywords: PropertyWords, { shown }: SecretKind): boolean {
  return shown === 'always' || isShownLater(contract, keywords)
}

const isShownLater = perContract(({ operations }, { shown_by = [] }: PropertyWords) =>
  operations.some(({ id, does }) => shown_by.includes(id) && !isMinting(does)),
)

/**
 * The secrets of a record as an operation shows them.
 * @param minted secrets that are available only now, by property
 */
export function shownSecrets(contract: Contract, resource: Resource, row: Row, operation: Operation, minted: Row): Row {
  if (resource.secrets.length === 0) return {}
  const shown: Record<string, unknown> = {}
  for (const { property, keywords } of secretsOf(contract, resource)) {
    const kind = kindOf(keywords, row)
    if (!kind) continue
    const isShown = kind.shown === 'always' || isShownBy(keywords, operation)
    // Without a stored secret, an operation that mints others has nothing to show of this record.
    const value = isShown ? (minted[property] ?? row[property]) : undefined
    if (value !== undefined) shown[property] = value
    else if (kind.hidden !== undefined) shown[property] = kind.hidden
  }
  return shown
}

/** A row with what is stored of its secrets, and the hash that finds it. */
export function withSecret(
  contract: Contract,
  { property, keywords, redacted }: SecretProperty,
  kind: SecretKind,
  row: Row,
  secret: string,
): { readonly row: Row; readonly hash: string } {
  const { [property]: _, ...rest } = row
  const stored: Record<string, unknown> = { ...rest }
  if (isStored(contract, keywords, kind)) stored[property] = secret
  for (const [other, form] of redacted)
    stored[other] = form === undefined ? redactSecret(kind.form, secret) : redactBy(form, secret, row)
  return { row: stored, hash: hashSecret(secret) }
}
