/** Packs the package once for all tests of this folder, and installs it in an empty project, as users do. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { run } from './run.ts'
import { installRuntimes } from './runtimes.ts'

/** The packed package. */
export interface Packed {
  /** The path of the tarball. */
  readonly tarball: string
  /** The paths of the files in the tarball. */
  readonly files: readonly string[]
  /** The folder of a project in which it is installed, with the files of `program/` and `consumers/`. */
  readonly project: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Packed
    /** Whether all cases are tried, as by `npm run test:sweeps`, or a sample of them. */
    isSweep: boolean
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const project = mkdtempSync(join(tmpdir(), 'latchkey-'))
  const installing = installRuntimes()
  // The teardown reports a failure.
  installing.catch(() => {})
  provide('packed', await pack(project))
  return async () => {
    rmSync(project, { recursive: true })
    await installing
  }
}

/** `npm test` has just built the package. */
async function pack(project: string): Promise<Packed> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project]
  const printed = JSON.parse((await run('npm', args, { cwd: root })).stdout)
  // npm 12 prints an object by name, npm 11 a list.
  const [{ filename, files }] = Array.isArray(printed) ? printed : Object.values(printed)
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }')
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', `./${filename}`]
  await run('npm', install, { cwd: project })
  for (const folder of ['program', 'consumers']) cpSync(new URL(folder, import.meta.url), project, { recursive: true })
  return { tarball: join(project, filename), files: files.map(({ path }: { path: string }) => path), project }
}
