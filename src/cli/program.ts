import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { packageRoot, systems } from '../../mock/server/documents.ts'
import { LOG_LEVELS } from '../../mock/server/log.ts'
import {
  parseClock,
  parseDelay,
  parseFail,
  parseHost,
  parseIdle,
  parseMaxSandboxes,
  parseOrigins,
  parsePort,
  parseSeed,
} from './arguments.ts'
import type { MockArguments } from './mock.ts'

const HALF_AN_HOUR = 30 * 60 * 1000

const PROGRAM_EXAMPLES = `
Examples:
  $ latchkey mock                      run a mock server; it prints curl lines to paste
  $ latchkey mock --help               say what else it can do`

const MOCK_EXAMPLES = `
Examples:
  $ latchkey mock                                      the standard system on port 4010
  $ latchkey mock --system warehouse -p 0              another system, on any free port
  $ latchkey mock -p 0 --clock 2026-01-01T00:00:00Z    a clock that stands still until it is moved
  $ latchkey mock -p 0 --fail listOrders=503 --delay 50-200
  $ latchkey mock -p 0 --state shop.state              goes on where it was ended, or killed
  $ latchkey mock -p 0 --cors http://localhost:5173    a page of that origin may call, and use the controls

While it runs (the first line of each is for a shell of its own):
  $ curl -X POST localhost:4010/__mock/clock -d '{"advance":"PT61M"}'
  $ curl -X POST localhost:4010/__mock/reset
  $ curl localhost:4010/__mock/                        all controls
  $ curl -X POST localhost:4010/sandboxes              a mock of one's own on the same server

When it is up, it prints sign-ins and curl lines to paste. Each request is one line of output; a refusal says
which rule of the contract refused. Without --state a restart is a fresh start. Ctrl-C ends it, a second one at once.
Exit codes: 0 ended, 1 it could not run, 2 wrong usage or contract.`

/** The command line. What a command needs is loaded only when it runs. */
export function createProgram(): Command {
  const program = new Command('latchkey')
    .description('Commerce API keys with their rules written in the contract.')
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('Run with --help to see what there is.')
    .addHelpText('after', PROGRAM_EXAMPLES)
  program.addCommand(mockCommand(program))
  return program
}

function mockCommand(program: Command): Command {
  return new Command('mock')
    .copyInheritedSettings(program)
    .description('Run a mock server that keeps the rules of one system.')
    .optionsGroup('What to be:')
    .addOption(new Option('-s, --system <id>', `one of ${systems().join(', ')}`).default('standard'))
    .addOption(
      new Option('-c, --contract <file>', 'an OpenAPI 3.1 document or an overlay, in place of --system').conflicts(
        'system',
      ),
    )
    .addOption(new Option('--watch', 'read the contract again when it changes; needs --contract'))
    .addOption(
      new Option(
        '--seed <number>',
        'what ids and secrets are drawn from: the same seed, the same values (default: 1)',
      ).argParser(parseSeed),
    )
    .addOption(
      new Option(
        '--clock <time>',
        'ISO 8601; the time that it is until it is moved (default: the real time)',
      ).argParser(parseClock),
    )
    .addOption(new Option('--state <file>', 'keep the state in this file, over restarts and crashes'))
    .optionsGroup('Where to listen, and to whom:')
    .addOption(
      new Option('-p, --port <number>', 'the port to listen on; 0 takes any free one')
        .argParser(parsePort)
        .default(4010),
    )
    .addOption(
      new Option('--host <name>', 'the address to listen on; 0.0.0.0 for all, and the controls then ask for a token')
        .argParser(parseHost)
        .default('127.0.0.1'),
    )
    .addOption(
      new Option(
        '--cors [origins]',
        'let pages of other origins call: all, or those of a list with commas, which may use the controls too',
      ).argParser(parseOrigins),
    )
    .addOption(
      new Option('--max-sandboxes <number>', 'how many sandboxes there may be at a time')
        .argParser(parseMaxSandboxes)
        .default(200),
    )
    .addOption(
      new Option('--sandbox-idle <duration>', 'ISO 8601; when a sandbox that nobody uses ends')
        .argParser(parseIdle)
        .default(HALF_AN_HOUR, 'PT30M'),
    )
    .optionsGroup('Trouble to make:')
    .addOption(
      new Option('--delay <milliseconds>', 'let each request wait so long, or from least to most: 50-200').argParser(
        parseDelay,
      ),
    )
    .addOption(
      new Option(
        '--fail <operation=status>',
        'let each request of an operation (`*`: of any) fail; with commas, or several times',
      ).argParser(parseFail),
    )
    .optionsGroup('What to print:')
    .addOption(new Option('--log-level <level>', 'how much to print').choices(LOG_LEVELS).default('info'))
    .addOption(new Option('--json', 'print one JSON object a line'))
    .addHelpText('after', MOCK_EXAMPLES)
    .action(async (values: MockArguments) => {
      const { runMock } = await import('./mock.ts')
      await runMock(values)
    })
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return version
}
