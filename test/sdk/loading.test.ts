/** What is loaded when it is first used: rotating keys, and the bare client. */
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRequest } from './helpers.ts'
import { rotating, type Shop } from './rotating.ts'
import { baseUrl } from './world.ts'

afterEach(() => {
  vi.doUnmock('../../src/sdk/rotation/rotate-key.ts')
  vi.resetModules()
})

/** As in a page that is offline. */
const offline = () => {
  throw new TypeError('Failed to fetch dynamically imported module')
}

/** A new copy of the package, which has loaded no code of rotations. */
async function freshCopy() {
  vi.resetModules()
  return import('../../src/index.ts')
}

/** The modules that are loaded with a module, at once. */
function loadedWith(module: string, { inputs }: Metafile, loaded = new Set<string>()): Set<string> {
  if (loaded.has(module)) return loaded
  loaded.add(module)
  for (const { path, kind } of inputs[module]?.imports ?? [])
    if (kind === 'import-statement') loadedWith(path, { inputs, outputs: {} }, loaded)
  return loaded
}

it('the code of rotations and of the bare client is not loaded at once', async () => {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(new URL('../../', import.meta.url)),
    entryPoints: ['src/index.ts'],
    bundle: true,
    packages: 'external',
    format: 'esm',
    metafile: true,
    write: false,
    outdir: 'out',
    splitting: true,
  })
  const atOnce = loadedWith('src/index.ts', metafile)
  const later = Object.keys(metafile.inputs).filter(path => !atOnce.has(path))
  expect(later).toContain('src/sdk/rotation/rotate-key.ts')
  // Nothing else waits but the bare client, so nothing else can fail to load.
  for (const file of later) expect(file).toMatch(/^src\/sdk\/(rotation\/|transport\/bare-client\.ts$)/)
})

describe('the rotation of keys', () => {
  it('changes nothing if its code cannot be loaded, and works once it can be', async () => {
    const { mock, token, old, oldSecret, works, deploy, verify, requests, vault } = await rotating('warehouse')
    vi.doMock('../../src/sdk/rotation/rotate-key.ts', offline)
    const { Latchkey } = await freshCopy()
    const fetch = byRequest((request: Request) => {
      requests.push(request.method)
      return mock.fetch(request)
    })
    const shop = new Latchkey({ system: 'warehouse', baseUrl, session: token, fetch }) as unknown as Shop
    await expect(shop.apiKeys.rotate(old.id, { deploy, verify })).rejects.toThrow(Error)
    expect([requests, vault, await works(oldSecret)]).toEqual([[], [], true])

    vi.doUnmock('../../src/sdk/rotation/rotate-key.ts')
    const fresh = await shop.apiKeys.rotate(old.id, { deploy, verify })
    expect([await works(oldSecret), await works(fresh.secret.reveal())]).toEqual([false, true])
  })

  it('throws errors of the same classes', async () => {
    const { Latchkey, LatchkeyError, LatchkeyResponseError } = await freshCopy()
    const fetch = async () => Response.json({ id: 'key_1', status: 'active' })
    const shop = new Latchkey({ system: 'warehouse', baseUrl, fetch })
    const error = await shop.apiKeys.rotate('key_0', { deploy: () => {} }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(LatchkeyResponseError)
    expect(error).toBeInstanceOf(LatchkeyError)
  })
})
