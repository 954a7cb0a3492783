/** The cases of JSON-Schema-Test-Suite, as requests to a mock: each body is checked by the schema of the case. */
import { readFile } from 'node:fs/promises'
import { openMock } from '../../mock/api/open.ts'
import { readDocument } from '../../openapi/read/document/read-document.ts'
import { loaded } from '../../openapi/read/load-document.ts'

/** A schema, and values that it allows or not. */
export interface Group {
  readonly description: string
  readonly schema: unknown
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[]
}

const DOCUMENT = 'file:///suite/openapi.json'
const SCHEMA = 'file:///suite/schema.json'
/** Where the suite says that its `remotes` are. */
const REMOTES = 'http://localhost:1234/'

/**
 * The cases that a mock takes for the opposite, by their descriptions.
 * @param remotes the folder with the schemas that others refer to
 */
export async function wrongCases({ description, schema, tests }: Group, remotes?: string): Promise<string[]> {
  const content = { 'application/json': { schema: { $ref: SCHEMA } } }
  const document = {
    openapi: '3.1.0',
    info: { title: description, version: '1' },
    paths: {
      '/': { post: { requestBody: { required: true, content }, responses: { 204: { description: 'Valid' } } } },
    },
  }
  const read = async (url: string): Promise<string> => {
    if (url === DOCUMENT) return JSON.stringify(document)
    if (url === SCHEMA) return JSON.stringify(schema)
    if (remotes === undefined || !url.startsWith(REMOTES)) throw new Error('not a part of the suite')
    return readFile(`${remotes}/${url.slice(REMOTES.length)}`, 'utf8')
  }
  const { contract } = loaded(await readDocument({ file: DOCUMENT }, { read, allowRefs: [REMOTES] }), 'suite')
  const { mock } = openMock({ contract, seed: 1, isChecked: false })
  const wrong: string[] = []
  for (const { description: name, data, valid } of tests) {
    const headers = { 'Content-Type': 'application/json' }
    const response = await mock.fetch('/', { method: 'POST', headers, body: JSON.stringify(data) })
    if ((response.status === 204) !== valid) wrong.push(`${description}: ${name}`)
  }
  return wrong
}
