/** For esbuild: builds openapi-typescript without TypeScript and Redocly. */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const OURS = /openapi-typescript[\\/]dist|openapi[\\/]generate[\\/]types/

/** What is imported by openapi-typescript, and by our module around it. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/^typescript$/, here('typescript.ts')],
  [/^@redocly\/openapi-core\/lib\/ref-utils\.js$/, here('redocly-refs.ts')],
  [/^@redocly\/openapi-core$|[\\/]redoc\.mjs$/, here('redocly.ts')],
]

export const STAND_INS: Plugin = {
  name: 'stand-ins',
  setup({ onResolve }) {
    for (const [filter, path] of INSTEAD)
      onResolve({ filter }, ({ importer }) => (OURS.test(importer) ? { path } : undefined))
  },
}
