import { errorCode } from '../../mock/server/error-code.ts'
import { type MockServer, type ServerOptions, startServer } from '../../mock/server/server.ts'
import { Failure } from './failure.ts'

/** @throws {Failure} where it cannot listen there */
export async function listen(options: ServerOptions): Promise<MockServer> {
  try {
    return await startServer(options)
  } catch (error) {
    throw explainListen(error, options) ?? error
  }
}

/** What to do where Node could not listen. */
function explainListen(error: unknown, { host, port }: { host: string; port: number }): Failure | undefined {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new Failure(
        1,
        `Port ${port} of ${host} is taken.`,
        'Choose another one with --port, or any free one with --port 0.',
      )
    case 'EACCES':
      return new Failure(
        1,
        `Port ${port} needs more rights than this process has.`,
        'Choose one above 1023 with --port.',
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Failure(
        2,
        `${host} is no address of this machine.`,
        'Choose one with --host, such as 127.0.0.1 or 0.0.0.0.',
      )
    default:
      return undefined
  }
}
