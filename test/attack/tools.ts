/** The tools by name. A new tool is a module and a line here. */
import { parallel } from './parallel.ts'
import type { Attack } from './tool.ts'

export const tools: Readonly<Record<string, Attack>> = { parallel }
