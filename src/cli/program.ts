import { Command } from '@commander-js/extra-typings'
import { printable } from '../../mock/engine/values/printable.ts'
import { packageVersion } from '../../mock/server/documents.ts'
import { docsCommand } from './docs/docs-command.ts'
import { generateCommand } from './generate/generate-command.ts'
import { initCommand } from './init/init-command.ts'
import { lintCommand } from './lint/lint-command.ts'
import { mockCommand } from './mock-command.ts'

const EXAMPLES = `
Examples:
  $ latchkey mock                      start a mock server; it prints curl lines to paste
  $ latchkey init openapi.yaml         write the rules that can be inferred from a document, to change and to complete
  $ latchkey lint openapi.yaml         list what is wrong in a document and its rules
  $ latchkey generate openapi.yaml --out src/api
                                       write a typed client and a typed mock of a document
  $ latchkey docs openapi.yaml --out reference
                                       write the reference of a document, with its rules
  $ latchkey mock --help               list all its options`

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
  const lint = lintCommand()
  lint.action(async (file, options) => {
    const { runLint } = await import('./lint/run-lint.ts')
    process.exitCode = await runLint(file, options)
  })
  const init = initCommand()
  init.action(async (file, options) => {
    const { runInit } = await import('./init/run-init.ts')
    await runInit(file, options)
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
  for (const command of [mock, init, lint, generate, docs]) program.addCommand(command.copyInheritedSettings(program))
  return program
}
