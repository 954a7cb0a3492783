import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lintAnyDocument } from '../../openapi/read/lint-document.ts'
import type { LintFinding } from '../../openapi/read/lint-finding.ts'

export const folder = mkdtempSync(join(tmpdir(), 'latchkey-lint-'))
// Several test files of a process share this module.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Writes a file, and returns its path. */
export function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** A document with notes, whose schema is given as YAML in one line. */
export const notes = (note: string, version = '3.1.0') => `openapi: ${version}
info: { title: Notes, version: 1.0.0 }
paths:
  /notes:
    get:
      responses:
        '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses:
        '201': { description: Made, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
  /notes/{id}/archive:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      responses:
        '200': { description: Archived, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
components:
  schemas:
    Note: ${note}
`

export const NOTE = `{ type: object, required: [id], properties: { id: { type: string }, text: { type: string }, status: { enum: [active, archived] } } }`

/** The same with keywords. */
export const noteWith = (words: string) => NOTE.replace(/\}$/, `, x-latchkey: ${words} }`)

export async function lint(file: string, ...overlays: readonly string[]): Promise<readonly LintFinding[]> {
  return (await lintAnyDocument(file, { overlays })).findings
}

/** `file:line:column` of a finding, with the name of the file alone. */
export function placeOf({ place }: LintFinding): string {
  return place ? `${place.file.split('/').at(-1)}:${place.line}:${place.column}` : ''
}
