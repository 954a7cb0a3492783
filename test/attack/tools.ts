/** The tools by name. A new tool is a module and a line here. */
import { crashLoop } from './crash-loop.ts'
import { damagedFiles } from './damaged-files.ts'
import { fuzz } from './fuzz.ts'
import { parallel } from './parallel.ts'
import { soak } from './soak.ts'
import { sockets } from './sockets.ts'
import type { Attack } from './tool.ts'

export const tools: Readonly<Record<string, Attack>> = {
  fuzz,
  sockets,
  parallel,
  soak,
  'crash-loop': crashLoop,
  'damaged-files': damagedFiles,
}
