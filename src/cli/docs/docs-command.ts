/** `latchkey docs`: its options and its help. */
import { Command, Option } from '@commander-js/extra-typings'
import { allowRefsOption, overlayOption } from '../document-options.ts'

/** The values of the options. */
export type DocsCommandOptions = ReturnType<ReturnType<typeof docsCommand>['opts']>

const EXAMPLES = `
Examples:
  $ latchkey docs openapi.yaml --out reference
  $ latchkey docs openapi.yaml --overlay rules.yaml --out reference

The folder needs no other host: open index.html from disk, or copy the folder to any web server. The rules of the document
are explained at the operations, and lifecycles are drawn.
If something is wrong, nothing is written. Files that were not generated are never overwritten.
Exit codes: 0 done, 1 could not write, 2 wrong usage or document.`

export function docsCommand() {
  return new Command('docs')
    .description('Write the reference of your own OpenAPI document, with its rules explained.')
    .argument('<file>', 'your OpenAPI 3 document (YAML or JSON, a path or a URL) or overlay')
    .addOption(new Option('-o, --out <folder>', 'the folder of the reference').makeOptionMandatory())
    .addOption(overlayOption())
    .addOption(allowRefsOption())
    .addHelpText('after', EXAMPLES)
}
