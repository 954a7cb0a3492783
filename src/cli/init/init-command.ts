/** `latchkey init`: its options and its help. */
import { Command, Option } from '@commander-js/extra-typings'
import { allowRefsOption } from '../document-options.ts'
import { collect } from '../option-values.ts'

/** The values of the options. */
export type InitCommandOptions = ReturnType<ReturnType<typeof initCommand>['opts']>

const EXAMPLES = `
Examples:
  $ latchkey init openapi.yaml                 write openapi.overlay.yaml beside the document
  $ latchkey init openapi.yaml --out rules.yaml
  $ latchkey mock openapi.overlay.yaml         start a mock with these rules
  $ latchkey lint openapi.overlay.yaml         check them

The overlay says what was inferred: resources, what operations do, ids, pages, security. A mock with it behaves as without
it. Lines after \`# guess:\` are likely, and lines after \`# ask:\` are examples of what only you know, such as limits: remove
the \`# \` before a line to use it.
If the overlay exists, what is new in the document is added at its end, and no line of yours is changed. What no longer
matches the document is listed.
Exit codes: 0 written, or nothing to add; 1 could not write; 2 wrong usage, or a file that cannot be read.`

export function initCommand() {
  return new Command('init')
    .description(
      'Write the rules that can be inferred from a document as an OpenAPI Overlay, to change and to complete.',
    )
    .argument('<file>', 'your OpenAPI 3 document (YAML or JSON, a path or a URL)')
    .addOption(new Option('--out <file>', 'the overlay to write (default: <name>.overlay.yaml beside the document)'))
    .addOption(
      new Option('--overlay <file>', 'an OpenAPI Overlay that is applied to the document before; repeatable').argParser(
        collect,
      ),
    )
    .addOption(allowRefsOption())
    .addHelpText('after', EXAMPLES)
}
