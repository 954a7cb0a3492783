import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkKeywords } from '../../openapi/read/check-keywords.ts'
import { readDocumentFrom } from '../../openapi/read/document/from-disk.ts'
import { type InitializedOverlay, initOverlay } from '../../openapi/read/init/init-overlay.ts'
import { lintAnyDocument } from '../../openapi/read/lint-document.ts'
import { loaded } from '../../openapi/read/load-document.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-init-'))
// Several test files of a process share this module.
process.once('exit', () => rmSync(folder, { recursive: true }))

let written = 0

/** Writes a text into a file of its own, and returns its path. */
export function write(text: string, name = 'rules.overlay.yaml'): string {
  const path = join(folder, `${++written}-${name}`)
  writeFileSync(path, text)
  return path
}

/** What `latchkey init` writes for a document, or adds to an overlay of it. */
export async function init(file: string, before?: string): Promise<InitializedOverlay & { readonly text: string }> {
  const existing = before === undefined ? undefined : { text: before, read: await read(file, before) }
  const result = initOverlay(await readDocumentFrom(file), { document: file, schema: 'overlay.json' }, existing)
  if (result.text === undefined) throw new Error('Nothing can be added.')
  return { ...result, text: result.text }
}

async function read(file: string, overlay?: string) {
  return readDocumentFrom(file, { overlays: overlay === undefined ? [] : [write(overlay)] })
}

/** What a mock runs on. */
export async function contractOf(file: string, overlay?: string) {
  return loaded(await read(file, overlay), 'document', checkKeywords).contract
}

/** The errors that an overlay brings. */
export async function errorsOf(file: string, overlay: string): Promise<readonly string[]> {
  const { findings } = await lintAnyDocument(file, { overlays: [write(overlay)] })
  return findings.flatMap(({ severity, message }) => (severity === 'error' ? [message] : []))
}

/** The lines that a guess or a question proposes. */
export interface Block {
  readonly hint: 'guess' | 'ask'
  /** From 0. */
  readonly lines: readonly number[]
}

export function blocksOf(text: string): readonly Block[] {
  const blocks: { hint: 'guess' | 'ask'; lines: number[] }[] = []
  let current: (typeof blocks)[number] | undefined
  for (const [number, line] of text.split('\n').entries()) {
    const [, hint] = /^ +# (guess|ask): /.exec(line) ?? []
    if (hint === 'guess' || hint === 'ask') {
      current = { hint, lines: [] }
      blocks.push(current)
    } else if (current && /^ +# /.test(line)) current.lines.push(number)
    else current = undefined
  }
  return blocks
}

/** The text with the lines of blocks uncommented. */
export function uncommented(text: string, blocks: readonly Block[]): string {
  const wanted = new Set(blocks.flatMap(({ lines }) => lines))
  const change = (line: string, number: number) => (wanted.has(number) ? line.replace('# ', '') : line)
  return text.split('\n').map(change).join('\n')
}
