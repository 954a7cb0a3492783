/** The options of a client that only some systems have, as TypeScript types. */
import type { Contract } from '../../contract/contract.ts'
import { type CarriedOption, sentAs } from './carried-options.ts'
import { comment } from './docstring.ts'

/** The source of the type `Credentials` of a system. */
export function credentialsSource(contract: Contract, options: readonly CarriedOption[]): string {
  const text = 'The options with credentials.'
  // Our own systems have the same two.
  if (!contract.lenient) return `/** ${text} */\nexport type Credentials = KeyOrSession`
  return declaration(text, 'Credentials', options.filter(({ kind }) => kind !== 'id').flatMap(credentialLines))
}

function credentialLines({ name, carrier, description, password }: CarriedOption): string[] {
  const type = 'string | Secret | null | undefined'
  return [
    ...comment([description, sentAs(carrier)], '  '),
    `  readonly ${name}?: ${type}`,
    ...(password ? [...comment([`The password of \`${name}\`.`], '  '), `  readonly ${password}?: ${type}`] : []),
  ]
}

/** The source of the type `Options` of a system. */
export function optionsSource(options: readonly CarriedOption[]): string {
  const lines = options
    .filter(({ kind }) => kind === 'id')
    .flatMap(({ name, scheme, carrier, type }) => [
      `  /** The id of the ${scheme} that requests work in. ${sentAs(carrier)} */`,
      `  readonly ${name}?: ${type} | undefined`,
    ])
  return declaration('The options of a client that not all systems have.', 'Options', lines)
}

function declaration(text: string, name: string, lines: readonly string[]): string {
  if (lines.length === 0) return `/** ${text} */\nexport type ${name} = object`
  return [`/** ${text} */`, `export interface ${name} {`, ...lines, '}'].join('\n')
}
