import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { packageRoot, systems } from '../server/documents.ts'
import { parseClock, parsePort, parseSeed } from './arguments.ts'
import type { MockArguments } from './mock.ts'

const EXAMPLES = `
Examples:
  $ latchkey mock                                   the standard system on port 4010
  $ latchkey mock --system warehouse -p 0           another system, on any free port
  $ latchkey mock --contract ./my.overlay.yaml      a system of your own
  $ latchkey mock --clock 2026-01-01T00:00:00Z      a clock that stands still

When it is up, it prints sign-ins and curl lines to paste. Each request is one line of output; a refusal
says which rule of the contract refused. Nothing is kept: a restart is a fresh start.
Ctrl-C ends it. Exit codes: 0 ended, 1 it could not run, 2 wrong usage or contract.`

/** The command line. What a command needs is loaded only when it runs. */
export function createProgram(): Command {
  const program = new Command('latchkey')
    .description('Commerce API keys with their rules written in the contract.')
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('Run with --help to see what there is.')
  program
    .command('mock')
    .description('Run a mock server that keeps the rules of one system.')
    .addOption(new Option('-s, --system <id>', `the system to be: ${systems().join(', ')}`).default('standard'))
    .addOption(
      new Option('-c, --contract <file>', 'an OpenAPI 3.1 document or an overlay, in place of --system').conflicts(
        'system',
      ),
    )
    .addOption(
      new Option('-p, --port <number>', 'the port to listen on; 0 takes any free one')
        .argParser(parsePort)
        .default(4010),
    )
    .addOption(new Option('--host <name>', 'the address to listen on; 0.0.0.0 for all').default('127.0.0.1'))
    .addOption(
      new Option('--seed <number>', 'what ids and secrets are drawn from: the same seed, the same values')
        .argParser(parseSeed)
        .default(1),
    )
    .addOption(
      new Option('--clock <time>', 'ISO 8601; the time that it is and stays (default: the real time)').argParser(
        parseClock,
      ),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (values: MockArguments) => {
      const { runMock } = await import('./mock.ts')
      await runMock(values)
    })
  return program
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return version
}
