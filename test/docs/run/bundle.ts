import { build, type Platform } from 'esbuild'
import { ROOT } from '../../../docs/build/paths.ts'

/** Bundles a module that imports the package by its name, from the sources. */
export async function bundle(source: string, platform: Platform = 'browser'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: ROOT, sourcefile: 'page.ts', loader: 'ts' },
    tsconfig: `${ROOT}/tsconfig.json`,
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform,
    ...(platform === 'node' && { packages: 'external' }),
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
