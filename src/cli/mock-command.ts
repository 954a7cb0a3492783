/** `latchkey mock`: its options and its help. */
import { Command, Option } from '@commander-js/extra-typings'
import { emulations, systems } from '../../mock/server/documents.ts'
import { LOG_LEVELS } from '../../mock/server/log.ts'
import { allowRefsOption, overlayOption } from './document-options.ts'
import {
  parseAllowHost,
  parseClock,
  parseDelay,
  parseFail,
  parseHost,
  parseIdle,
  parseMaxSandboxes,
  parseOrigins,
  parsePort,
  parseSeed,
} from './option-values.ts'

/** The values of the options. */
export type MockCommandOptions = ReturnType<ReturnType<typeof mockCommand>['opts']>

const HALF_AN_HOUR = 30 * 60 * 1000

const EXAMPLES = `
Examples:
  $ latchkey mock                                      the standard system on port 4010
  $ latchkey mock --system warehouse -p 0              another system, on any free port
  $ latchkey mock openapi.yaml                         your own API, with state
  $ latchkey mock -p 0 --clock 2026-01-01T00:00:00Z    freeze the clock
  $ latchkey mock -p 0 --fail listOrders=503 --delay 50-200
  $ latchkey mock -p 0 --state shop.state              keep the state when it stops or crashes
  $ latchkey mock -p 0 --cors http://localhost:5173    allow a page to call the API and the controls

While it runs, from another shell:
  $ curl -X POST localhost:4010/__mock/clock -d '{"advance":"PT61M"}'
  $ curl -X POST localhost:4010/__mock/reset
  $ curl localhost:4010/__mock/                        list all controls
  $ curl -X POST localhost:4010/sandboxes              create an isolated mock on the same server

At startup it prints sign-ins and curl lines to paste, and then one line for each request. The line of a rejected
request names the rule of the contract. Without --state, each start begins with the seed data. Ctrl-C stops the
server after its last response; a second Ctrl-C stops it at once.
Exit codes: 0 stopped, 1 could not run, 2 wrong usage or contract.`

export function mockCommand() {
  return new Command('mock')
    .description('Run a mock server of your own OpenAPI document, or of one of the systems.')
    .argument('[file]', 'your own OpenAPI 3 document (YAML or JSON, a path or a URL) or overlay, instead of --system')
    .optionsGroup('System:')
    .addOption(
      new Option('-s, --system <id>', `one of ${[...systems(), ...emulations()].join(', ')}`).default('standard'),
    )
    .addOption(new Option('-c, --contract <file>', 'the same as the argument').conflicts('system').hideHelp())
    .optionsGroup('Your own document:')
    .addOption(overlayOption())
    .addOption(allowRefsOption())
    .addOption(new Option('--no-validate', 'accept requests that the document does not allow'))
    .addOption(
      new Option('--strict', 'respond with 404 for records that were not created here, instead of making them up'),
    )
    .addOption(new Option('--watch', 'reload the document when its files change'))
    .optionsGroup('Server:')
    .addOption(
      new Option('-p, --port <number>', 'the port to listen on; 0 picks any free port')
        .argParser(parsePort)
        .default(4010),
    )
    .addOption(
      new Option('--host <name>', 'the address to listen on; beyond localhost, the controls require a token')
        .argParser(parseHost)
        .default('127.0.0.1'),
    )
    .addOption(
      new Option(
        '--allow-host <names>',
        'more names that clients may use for the server, comma-separated: host.docker.internal',
      ).argParser(parseAllowHost),
    )
    .addOption(
      new Option(
        '--cors [origins]',
        'allow cross-origin calls from all origins, or from a comma-separated list, which may use the controls too',
      ).argParser(parseOrigins),
    )
    .addOption(
      new Option('--max-sandboxes <number>', 'the maximum number of sandboxes; 0 turns them off')
        .argParser(parseMaxSandboxes)
        .default(200),
    )
    .addOption(
      new Option('--sandbox-idle <duration>', 'ISO 8601; delete a sandbox after this time without a request')
        .argParser(parseIdle)
        .default(HALF_AN_HOUR, 'PT30M'),
    )
    .optionsGroup('Clock and seed:')
    .addOption(
      new Option('--clock <time>', 'ISO 8601; freeze the clock at this time (default: the real time)').argParser(
        parseClock,
      ),
    )
    .addOption(
      new Option(
        '--seed <number>',
        'the seed of ids and secrets; the same seed gives the same values (default: 1, and a random token in the banner)',
      ).argParser(parseSeed),
    )
    .optionsGroup('Fault injection:')
    .addOption(
      new Option('--delay <milliseconds>', 'delay each request, by a fixed time or a range: 50-200').argParser(
        parseDelay,
      ),
    )
    .addOption(
      new Option(
        '--fail <operation=status>',
        'fail each request for an operation (`*`: all operations); repeatable, or comma-separated',
      ).argParser(parseFail),
    )
    .optionsGroup('State:')
    .addOption(new Option('--state <file>', 'keep the state in this file across restarts and crashes'))
    .optionsGroup('Output:')
    .addOption(new Option('--log-level <level>', 'how much to print').choices(LOG_LEVELS).default('info'))
    .addOption(new Option('--json', 'print one JSON object per line'))
    .addHelpText('after', EXAMPLES)
}
