import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

/** Prism's command, as `prism` would run it. */
const PRISM = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js')

/** A `prism proxy` in a process of its own. */
export interface Prism extends AsyncDisposable {
  /** Where it listens, without a slash at the end. The paths of the contract begin there. */
  readonly url: string
}

/**
 * Starts a proxy that judges by a contract what passes.
 *
 * @param document The file of an OpenAPI document.
 * @param upstream Where the paths of the contract begin at the server.
 * @param errors Whether it answers in place of a party that breaks the contract, rather than say so in a header.
 * @throws {Error} where it ends before it listens, with what it printed
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
  // It goes on to print a line for each request, which nobody reads.
  for (const stream of [prism.stdout, prism.stderr]) stream.removeAllListeners('data').resume()
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      prism.kill()
      if (prism.exitCode === null && prism.signalCode === null) await once(prism, 'close')
    },
  }
}
