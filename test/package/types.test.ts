/** Programs in TypeScript that use the packed package, as strict as the compiler can be. */
import { describe, inject, it } from 'vitest'
import { run } from './run.ts'
import { compilers } from './runtimes.ts'

const { project } = inject('packed')

const OPTIONS = [
  ...['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--noEmit'],
  // The declarations of the package are checked too; there are no types of Node to help them.
  ...['--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'ES2023,DOM'],
]

describe.each(Object.entries(compilers))('%s compiles what uses the package', (_, tsc) => {
  it.each([
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    // A bundler's `module` that also has `require`.
    ['preserve', 'bundler'],
  ])('as module %s with resolution %s', async (module, resolution) => {
    const args = [...OPTIONS, '--module', module, '--moduleResolution', resolution, 'module.mts', 'required.cts']
    await run(process.execPath, [tsc, ...args], { cwd: project })
  })
})
