import type { Contract, Resource } from '../../openapi/generate/contract.ts'
import type { Limit } from '../../openapi/vocabulary/words.ts'
import { DOCUMENT_PATH } from './app.ts'
import { keySchemes } from './schemes.ts'
import { type OpenSession, signIns } from './sign-in.ts'
import { tour } from './tour.ts'

/**
 * What is printed when the server is up: where it is, what system it is, and lines to paste.
 *
 * @param session its token is the one secret that is ever printed
 * @param now milliseconds since 1970
 */
export function banner(contract: Contract, origin: string, session: OpenSession | undefined, now: number): string {
  const api = origin + contract.basePath
  return [
    '',
    `  ${contract.title} ${contract.version}, mocked`,
    '',
    `  System     ${contract.system}`,
    `  Limit      ${describeLimits(contract)}`,
    `  API        ${api}`,
    `  Contract   ${origin}${DOCUMENT_PATH}`,
    ...signInSection(contract, api),
    ...(session
      ? section(
          `Create a key as ${session.signIn.login}, then use it (paste both lines)`,
          tour(contract, origin, session, now),
        )
      : []),
    '',
    '  Ctrl-C ends it. Requests:',
    '',
    '',
  ].join('\n')
}

function signInSection(contract: Contract, api: string): readonly string[] {
  const people = signIns(contract)
  const [first] = people
  const words = first?.operation.sign_in
  if (!first || !words) return []
  const title = `Sign-ins for ${first.operation.method} ${api}${first.operation.path} (${words.login}, ${words.password})`
  const width = Math.max(...people.map(({ login }) => login.length))
  return section(
    title,
    people.map(({ login, password }) => `${login.padEnd(width)}  ${password}`),
  )
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, '', ...lines.map(line => `    ${line}`)]
}

/** How many keys there may be: `5 active keys per user`. */
export function describeLimits(contract: Contract): string {
  const limits = keySchemes(contract).flatMap(({ scheme }) => {
    const resource = contract.resources[scheme.authenticates]
    return (resource?.limits ?? []).flatMap(limit => (resource ? describeLimit(resource, limit) : []))
  })
  return limits.length === 0 ? 'no limit' : limits.join('; ')
}

function describeLimit({ title, lifecycle }: Resource, { count, per, max }: Limit): readonly string[] {
  if (max === null) return []
  const [first = '', ...others] = Object.values(count)
    .flat()
    .sort((one, other) => Number(other === lifecycle?.initial) - Number(one === lifecycle?.initial))
  const noun = title.split(' ').at(-1)?.toLowerCase()
  const also = others.length === 0 ? '' : ` (${others.join(' and ')} ones count too)`
  return [`${max} ${first} ${noun}${max === 1 ? '' : 's'} per ${per}${also}`]
}
