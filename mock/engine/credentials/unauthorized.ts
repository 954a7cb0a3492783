/** Refusals with status 401. */
import { listOf } from '../../../openapi/contract/prose.ts'
import { Refusal } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { SecretScheme } from './secret-schemes.ts'

export function unauthorized(schemes: readonly SecretScheme[], code: string, detail: string, at: string): Refusal {
  const headers = { 'WWW-Authenticate': challengesOf(schemes) }
  return new Refusal({ code, detail, rule: 'authenticates', at, headers })
}

/** @param what the request's headers, or what is missing about it */
export function missingCredentials(schemes: readonly SecretScheme[], what: Headers | string): Refusal {
  const [first] = schemes
  const found =
    typeof what === 'string'
      ? what
      : what.has('authorization')
        ? 'The Authorization header holds no credential that this system accepts'
        : 'The request has no credentials'
  const detail = `${found}. Send ${listOf(schemes.map(formOf), 'or')}.`
  return unauthorized(
    schemes,
    first?.refuse.missing ?? 'missing_credentials',
    detail,
    first ? refusePointer(first, 'missing') : '',
  )
}

/** How a credential is sent. */
export function formOf({ carrier, kind, accepts_forms }: SecretScheme): string {
  switch (carrier.in) {
    case 'query':
      return `the query parameter ${carrier.name}=<${kind}>`
    case 'cookie':
      return `the cookie ${carrier.name}=<${kind}>`
    case 'bearer':
      return `Authorization: Bearer <${kind}>`
    case 'basic':
      if (accepts_forms && !accepts_forms.includes('base64')) return `Authorization: Basic <${kind}>`
      return `Authorization: Basic with base64 of "<${kind}>:", <${kind}> as user name and an empty password`
    case 'header':
      return `${carrier.name}: ${carrier.prefix === undefined ? '' : `${carrier.prefix} `}<${kind}>`
  }
}

/** The value of `WWW-Authenticate`: the schemes that a client can use. */
export function challengesOf(schemes: readonly SecretScheme[]): string {
  const names = schemes.flatMap(({ carrier }) => {
    if (carrier.in === 'bearer') return ['Bearer']
    if (carrier.in === 'basic') return ['Basic']
    return carrier.in === 'header' && carrier.prefix !== undefined ? [carrier.prefix] : []
  })
  return [...new Set(names)].map(name => `${name} realm="latchkey"`).join(', ')
}

/** JSON pointer to the keyword that gives the code of a situation: `missing`, `unknown`, or a state. */
export function refusePointer({ name }: SecretScheme, situation: string): string {
  return `#/components/securitySchemes/${name}/x-latchkey/refuse/${situation}`
}
