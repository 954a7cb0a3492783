import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { Page } from './layout.ts'
import { licensesOf, packagesIn } from './licenses.ts'
import { DOCS, SITE } from './paths.ts'

const SOURCE = join(import.meta.dirname, 'assets')
const TARGET = join(SITE, 'assets')

/**
 * MSW's cookie store has the list of public suffixes, a fifth of the script. The mock sets no cookies, so every host can
 * count as a domain.
 */
const NO_PUBLIC_SUFFIXES: Plugin = {
  name: 'no-public-suffixes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^tldts$/ }, ({ path }) => ({ path, namespace: 'no-public-suffixes' }))
    onLoad({ filter: /.*/, namespace: 'no-public-suffixes' }, () => ({
      contents: 'export const getDomain = host => host',
    }))
  },
}

/** What comes built: Redoc with all its parts, TypeDoc's script with its search, and MSW's worker. */
const BUILT_IN = ['@redocly/cli', 'typedoc', 'lunr', 'msw'].map(name => `node_modules/${name}`)

/** Copies the logo, and bundles styles, and scripts as classic scripts, because modules do not load from disk. */
export async function buildAssets(): Promise<void> {
  mkdirSync(TARGET, { recursive: true })
  copyFileSync(join(SOURCE, 'logo.svg'), join(TARGET, 'logo.svg'))
  mkdirSync(join(SITE, 'try'), { recursive: true })
  copyFileSync(
    createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'),
    join(SITE, 'try/mockServiceWorker.js'),
  )
  const { metafile } = await build({
    entryPoints: ['site.ts', 'search.ts', 'try.ts', 'site.css', 'bar.css', 'redoc.css'].map(name => join(SOURCE, name)),
    assetNames: '[name]',
    loader: { '.woff2': 'file' },
    outdir: TARGET,
    bundle: true,
    metafile: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [NO_PUBLIC_SUFFIXES],
  })
  writeFileSync(join(SITE, 'licenses.txt'), licensesOf([...packagesIn(metafile), ...BUILT_IN]))
}

/** Copies the images of the guides next to the pages that show them. */
export function copyImages(pages: readonly Page[]): void {
  for (const { path, body } of pages) {
    for (const [, image = ''] of body.text.matchAll(/<img src="([^":]+\.webp)"/g)) {
      const target = join(SITE, dirname(path), image)
      mkdirSync(dirname(target), { recursive: true })
      copyFileSync(join(DOCS, image), target)
    }
  }
}
