import { errorCode } from '../../mock/server/error-code.ts'
import { type MockServer, type ServerOptions, startServer } from '../../mock/server/server.ts'
import { CliError } from './cli-error.ts'

/** @throws {CliError} if the server cannot listen on the host and port */
export async function listen(options: ServerOptions): Promise<MockServer> {
  try {
    return await startServer(options)
  } catch (error) {
    throw listenError(error, options) ?? error
  }
}

function listenError(error: unknown, { host, port }: { host: string; port: number }): CliError | undefined {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new CliError(
        1,
        `Port ${port} on ${host} is already in use.`,
        'Choose another port with --port, or any free port with --port 0.',
      )
    case 'EACCES':
      return new CliError(1, `This process may not listen on port ${port}.`, 'Choose a port above 1023 with --port.')
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CliError(
        2,
        `${host} is not an address of this machine.`,
        'Choose one with --host, such as 127.0.0.1 or 0.0.0.0.',
      )
    default:
      return undefined
  }
}
