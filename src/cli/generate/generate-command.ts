/** `latchkey generate`: its options and its help. */
import { Command, Option } from '@commander-js/extra-typings'
import { allowRefsOption, overlayOption } from '../document-options.ts'

/** The values of the options. */
export type GenerateCommandOptions = ReturnType<ReturnType<typeof generateCommand>['opts']>

const EXAMPLES = `
Examples:
  $ latchkey generate openapi.yaml --out src/api
  $ latchkey generate openapi.yaml --overlay rules.yaml --out src/api --watch
  $ latchkey generate                                 all documents of latchkey.config.ts
  $ latchkey generate --check                         in CI: fail if a file is out of date

It writes four files:
  types.ts        the types of the document, by openapi-typescript
  client.ts       the client: \`createClient\` of latchkey takes what it exports
  mock.ts         \`createMock\` for tests and browsers, typed
  contract.json   the compact contract that is in mock.ts, for other programs and for reviews

If something is wrong, nothing is written. Files that were not generated are never overwritten.
Exit codes: 0 done, 1 could not write, or --check found files that are out of date, 2 wrong usage or document.`

export function generateCommand() {
  return new Command('generate')
    .description('Generate a typed client and a typed mock of your own OpenAPI document.')
    .argument(
      '[file]',
      'your OpenAPI 3 document (YAML or JSON, a path or a URL) or overlay, instead of the configuration',
    )
    .addOption(new Option('-o, --out <folder>', 'the folder of the generated files'))
    .addOption(overlayOption())
    .addOption(allowRefsOption())
    .addOption(
      new Option('--config <file>', 'the configuration (default: latchkey.config.ts, .mts, .js, .mjs or .json)'),
    )
    .addOption(new Option('--check', 'write nothing, and fail if a file is out of date'))
    .addOption(new Option('--watch', 'generate again when a file of a document changes').conflicts('check'))
    .addHelpText('after', EXAMPLES)
}
