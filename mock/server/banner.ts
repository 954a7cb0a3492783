import type { Contract, Resource } from '../../openapi/contract/contract.ts'
import { keySchemes } from '../../openapi/contract/schemes.ts'
import { seededSignIns } from '../../openapi/contract/sign-ins.ts'
import type { Limit } from '../../openapi/contract/words.ts'
import type { Instance } from './instance.ts'
import { linksOf } from './instance-routes.ts'
import type { OpenSession } from './open-session.ts'
import { type Pages, pageLinks } from './pages.ts'
import { tour } from './tour.ts'

/** What is said when the server is up. */
export interface Ready {
  readonly instance: Instance
  readonly origin: string
  readonly pages: Pages
  readonly session: OpenSession | undefined
  /** What the controls ask for beyond this machine. */
  readonly controlToken: string | undefined
  /** Where sandboxes are made; undefined where there are none. */
  readonly sandboxes: string | undefined
  /** The state file, and whether it was there. */
  readonly state: { readonly file: string; readonly isOld: boolean } | undefined
}

/** Where it is, what system it is, and lines to paste. The tokens of session and controls are the only secrets ever printed. */
export function banner({ instance, origin, pages, session, controlToken, sandboxes, state }: Ready): string {
  const { contract, clock } = instance.mock
  const links = { ...linksOf(instance, origin), ...pageLinks(pages, origin) }
  return [
    '',
    `  ${contract.title} ${contract.version}, mocked`,
    '',
    `  System     ${contract.system}`,
    `  Limit      ${describeLimits(contract)}`,
    ...(links.page === undefined ? [] : [`  Page       ${links.page}`]),
    `  API        ${links.api}`,
    ...(links.docs === undefined ? [] : [`  Docs       ${links.docs}`]),
    `  Contract   ${links.contract}`,
    `  Controls   ${links.controls}`,
    ...(controlToken === undefined ? [] : [`             with the header X-Mock-Token: ${controlToken}`]),
    ...(sandboxes === undefined ? [] : [`  Sandboxes  POST ${sandboxes}`]),
    ...(state === undefined ? [] : [`  State      ${state.file}, ${state.isOld ? 'as it was left' : 'new'}`]),
    ...(clock.fixed === null ? [] : [`  Clock      ${clock.toString()}, standing still`]),
    ...signInSection(contract, links.api),
    ...(session
      ? section(
          `Create a key as ${session.signIn.login}, then use it (paste both lines)`,
          tour(contract, origin, session, clock.now),
        )
      : []),
    '',
    '  Ctrl-C ends it. Requests:',
    '',
    '',
  ].join('\n')
}

/** The same for programs. */
export function readyFacts({ instance, origin, pages, session, controlToken, sandboxes, state }: Ready) {
  const { contract, clock } = instance.mock
  return {
    system: contract.system,
    title: contract.title,
    version: contract.version,
    origin,
    ...linksOf(instance, origin),
    ...pageLinks(pages, origin),
    clock: clock.toString(),
    ...(session && { session: { login: session.signIn.login, token: session.token } }),
    ...(controlToken !== undefined && { control_token: controlToken }),
    ...(sandboxes !== undefined && { sandboxes }),
    ...(state && { state: { file: state.file, restored: state.isOld } }),
    sign_ins: seededSignIns(contract).map(({ login, password }) => ({ login, password })),
  }
}

function signInSection(contract: Contract, api: string): readonly string[] {
  const people = seededSignIns(contract)
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
  const limits = keySchemes(contract).flatMap(scheme => {
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
