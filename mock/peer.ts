/** The optional peers. Every version can be installed beside the package, so what needs a newer one checks it. */
import { createRequire } from 'node:module'

export interface Peer {
  /** As in package.json: `msw`. */
  readonly name: string
  /** As in a message: `MSW`. */
  readonly title: string
  /** The major and minor version of the first release that works. */
  readonly since: readonly [major: number, minor: number]
  /** What needs it: `startNetwork`. */
  readonly neededBy: string
  /** A sentence about what works with older versions. */
  readonly instead?: string
}

const require = createRequire(import.meta.url)

/**
 * Checks that a peer is installed, in a version that works.
 * @returns a `require` that also finds the dependencies of the peer
 * @throws {Error} that names the version found, the version needed, and the command that installs it
 */
export function requirePeer({ name, title, since, neededBy, instead }: Peer): NodeJS.Require {
  const version = since[1] === 0 ? String(since[0]) : since.join('.')
  const hint = `Run: npm install --save-dev ${name}@^${version}.`
  const manifest = manifestOf(name, `${neededBy} needs ${title} ${version} or later, which is not installed. ${hint}`)
  const found: string = require(manifest).version
  if (isBefore(found, since)) {
    const problem = `${neededBy} needs ${title} ${version} or later, but ${found} is installed.`
    throw new Error([problem, hint, instead].filter(Boolean).join(' '))
  }
  return createRequire(manifest)
}

function manifestOf(name: string, message: string): string {
  try {
    return require.resolve(`${name}/package.json`)
  } catch (cause) {
    throw new Error(message, { cause })
  }
}

/** A prerelease counts as its release. */
function isBefore(version: string, [major, minor]: Peer['since']): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number)
  return foundMajor < major || (foundMajor === major && foundMinor < minor)
}
