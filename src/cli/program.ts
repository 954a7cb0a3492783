import { Command } from '@commander-js/extra-typings'
import { printable } from '../../mock/engine/values/printable.ts'
import { packageVersion } from '../../mock/server/documents.ts'
import { docsCommand } from './docs-command.ts'
import { generateCommand } from './generate-command.ts'
import { mockCommand } from './mock-command.ts'

const EXAMPLES = `
Examples:
  $ latchkey mock                      start a mock server; it prints curl lines to paste
  $ latchkey mock --help               list all its options
  $ latchkey generate --help           a typed client and a typed mock of your own document
  $ latchkey docs --help               the reference of your own document, with its rules`

/** The command line. The code of a command is loaded when the command runs. */
export function createProgram() {
  const program = new Command('latchkey')
    .description('Commerce API keys with their rules written in the contract.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ writeErr: text => process.stderr.write(printable(text)) })
    .showHelpAfterError('Run with --help to see all commands and options.')
    .addHelpText('after', EXAMPLES)
  const mock = mockCommand()
  mock.action(async (file, options) => {
    if (file !== undefined && mock.getOptionValueSource('system') === 'cli')
      mock.error('error: Pass either a file or --system, not both.')
    const { runMock } = await import('./run-mock.ts')
    await runMock(file === undefined ? options : { ...options, contract: file })
  })
  const generate = generateCommand()
  generate.action(async (file, options) => {
    if (file !== undefined && options.config !== undefined)
      generate.error('error: Pass either a file or --config, not both.')
    const { runGenerate } = await import('./generate/run-generate.ts')
    await runGenerate(file, options)
  })
  const docs = docsCommand()
  docs.action(async (file, options) => {
    const { runDocs } = await import('./docs/run-docs.ts')
    await runDocs(file, options)
  })
  return program
    .addCommand(mock.copyInheritedSettings(program))
    .addCommand(generate.copyInheritedSettings(program))
    .addCommand(docs.copyInheritedSettings(program))
}
