/** What the server prints at startup, for people and for programs. */
import type { Contract } from '../../../openapi/contract/contract.ts'
import { seededCredentials, seededSignIns } from '../../../openapi/contract/sign-ins.ts'
import type { Instance } from '../instance.ts'
import { linksOf } from '../instance-routes.ts'
import { type Pages, pageLinks } from '../pages.ts'
import { describedTour, describeState, describeStateless } from './described.ts'
import { describeLimits } from './limits.ts'
import type { OpenSession } from './open-session.ts'
import { tour } from './tour.ts'

export interface Ready {
  readonly instance: Instance
  readonly origin: string
  readonly pages: Pages
  readonly session: OpenSession | undefined
  /** The token of the controls; undefined if only this machine can connect. */
  readonly controlToken: string | undefined
  /** The URL that creates sandboxes; undefined if they are turned off. */
  readonly sandboxes: string | undefined
  /** The state file, and whether the state was restored from it. */
  readonly state: { readonly file: string; readonly isRestored: boolean } | undefined
}

/**
 * For people. The tokens of the session and of the controls, and the credentials that the contract itself gives, are the only
 * secrets that the server ever prints.
 */
export function banner({ instance, origin, pages, session, controlToken, sandboxes, state }: Ready): string {
  const { contract, clock } = instance.mock
  const links = { ...linksOf(instance, origin), ...pageLinks(pages, instance, origin) }
  return [
    '',
    `  Mock of ${contract.title} ${contract.version}`,
    '',
    ...(contract.lenient ? stateLines(contract) : systemLines(contract)),
    ...(links.page === undefined ? [] : [`  Page       ${links.page}`]),
    `  API        ${links.api}`,
    ...(links.docs === undefined ? [] : [`  Docs       ${links.docs}`]),
    ...(links.contract === undefined ? [] : [`  Contract   ${links.contract}`]),
    `  Controls   ${links.controls}`,
    ...(controlToken === undefined ? [] : [`             with the header X-Mock-Token: ${controlToken}`]),
    ...(sandboxes === undefined ? [] : [`  Sandboxes  POST ${sandboxes}`]),
    ...(state === undefined ? [] : [`  State      ${state.file}, ${state.isRestored ? 'restored' : 'new'}`]),
    ...(clock.fixed === null ? [] : [`  Clock      ${clock.toString()}, frozen`]),
    ...signInSection(contract, links.api),
    ...section('Credentials that exist at first', credentialLines(contract)),
    ...(session
      ? section(
          `Create a key as ${session.signIn.login}, then use it (paste both lines)`,
          tour(contract, origin, session, clock.now),
        )
      : []),
    ...(contract.lenient && !session ? section('Try it (paste the lines)', describedTour(contract, origin)) : []),
    '',
    '  Press Ctrl-C to stop. Requests:',
    '',
    '',
  ].join('\n')
}

/** For programs, as JSON. */
export function readyFacts({ instance, origin, pages, session, controlToken, sandboxes, state }: Ready) {
  const { contract, clock } = instance.mock
  return {
    system: contract.system,
    title: contract.title,
    version: contract.version,
    origin,
    ...linksOf(instance, origin),
    ...pageLinks(pages, instance, origin),
    clock: clock.toString(),
    ...(session && { session: { login: session.signIn.login, token: session.token } }),
    ...(controlToken !== undefined && { control_token: controlToken }),
    ...(sandboxes !== undefined && { sandboxes }),
    ...(state && { state: { file: state.file, restored: state.isRestored } }),
    credentials: seededCredentials(contract).map(({ id, scheme, secret }) => ({ id, kind: scheme.kind, secret })),
    sign_ins: seededSignIns(contract).map(({ login, password }) => ({ login, password })),
  }
}

function systemLines(contract: Contract): readonly string[] {
  return [`  System     ${contract.system}`, `  Limit      ${describeLimits(contract)}`]
}

function stateLines(contract: Contract): readonly string[] {
  const stateless = describeStateless(contract)
  return [`  Stateful   ${describeState(contract)}`, ...(stateless === undefined ? [] : [`  Stateless  ${stateless}`])]
}

function signInSection(contract: Contract, api: string): readonly string[] {
  const users = seededSignIns(contract)
  const [first] = users
  const signIn = first?.operation.sign_in
  if (!first || !signIn) return []
  const title = `Sign in with ${first.operation.method} ${api}${first.operation.path} (${signIn.login}, ${signIn.password})`
  const width = Math.max(...users.map(({ login }) => login.length))
  return section(
    title,
    users.map(({ login, password }) => `${login.padEnd(width)}  ${password}`),
  )
}

/** The secrets that the contract itself gives. */
function credentialLines(contract: Contract): readonly string[] {
  return seededCredentials(contract).map(({ id, scheme, secret }) => `${id}  ${scheme.kind}  ${secret}`)
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, '', ...lines.map(line => `    ${line}`)]
}
