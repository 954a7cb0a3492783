/** `latchkey lint`: its options and its help. */
import { Command, Option } from '@commander-js/extra-typings'
import { emulations, systems } from '../../../mock/server/documents.ts'
import { allowRefsOption, overlayOption } from '../document-options.ts'
import { FORMATS } from './format-names.ts'

/** The values of the options. */
export type LintCommandOptions = ReturnType<ReturnType<typeof lintCommand>['opts']>

const EXAMPLES = `
Examples:
  $ latchkey lint openapi.yaml                                 a document, with the rules in it
  $ latchkey lint openapi.yaml --overlay rules.overlay.yaml    a document with its rules in an overlay
  $ latchkey lint --system warehouse                           a document of the package
  $ latchkey lint openapi.yaml --strict --format github        annotations in GitHub Actions
  $ latchkey lint openapi.yaml --format sarif > lint.sarif     a report for code scanning

An error is a rule that cannot work, such as an unknown keyword. A warning is what the mock can work around: a mistake in
the document, a state that no operation leads to, or a refusal that an operation does not declare. In a strict document
(x-latchkey: { strict: true }) all findings are errors.
Exit codes: 0 no errors, 1 errors, 2 wrong usage, or a file that cannot be read or applied, so that the rest was not
checked.`

export function lintCommand() {
  return new Command('lint')
    .description('Check a document and its rules, and list everything that is wrong.')
    .argument('[file]', 'your OpenAPI 3 document (YAML or JSON, a path or a URL) or overlay')
    .addOption(overlayOption())
    .addOption(
      new Option('-s, --system <id>', `instead of a file: one of ${[...systems(), ...emulations()].join(', ')}`),
    )
    .addOption(new Option('--format <name>', 'how to print what was found').choices(FORMATS).default('text'))
    .addOption(new Option('--strict', 'count warnings as errors'))
    .addOption(allowRefsOption())
    .addHelpText('after', EXAMPLES)
}
