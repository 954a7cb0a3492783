import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

/** The script that the command `prism` runs. */
const PRISM = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js')

/** A `prism proxy` in a separate process. */
export interface Prism extends AsyncDisposable {
  /** The base URL of the paths of the contract, without a slash at the end. */
  readonly url: string
}

/**
 * Starts a proxy that validates requests and responses against a contract.
 *
 * @param document The file of an OpenAPI document.
 * @param upstream The base URL of the server.
 * @param errors Whether Prism responds with an error if the contract is broken, instead of adding a header.
 * @throws {Error} with its output, if it exits before it listens
 */
export async function startPrism(document: string, upstream: string, { errors }: { errors: boolean }): Promise<Prism> {
  const flags = ['--host', '127.0.0.1', '--port', '0', ...(errors ? ['--errors'] : [])]
  const prism = spawn(process.execPath, [PRISM, 'proxy', document, upstream, ...flags])
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    const read = (chunk: unknown) => {
      printed += String(chunk)
      const [, address] = /listening on (http:\S+)/.exec(printed) ?? []
      if (address) resolve(address)
    }
    prism.stdout.on('data', read)
    prism.stderr.on('data', read)
    prism.once('close', () => reject(new Error(`Prism ended before it listened:\n${printed}`)))
  })
  // It prints a line for each request, which no test reads.
  for (const stream of [prism.stdout, prism.stderr]) stream.removeAllListeners('data').resume()
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      prism.kill()
      if (prism.exitCode === null && prism.signalCode === null) await once(prism, 'close')
    },
  }
}
