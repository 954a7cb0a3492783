import { isObject } from '../../../openapi/contract/json.ts'
import { assert } from '../assert.ts'
import { writeParameter } from './write-parameter.ts'
import { isSet, writeQuery } from './write-query.ts'
import type { BodyFormat, WriteBody } from './writers.ts'

/**
 * Writes forms, files and texts. It is a value of the systems that have such bodies, so that other programs do not load it.
 *
 * @throws {TypeError} a form is not an object
 */
export const writeBody: WriteBody = (body, { sends = '', fields }) => {
  const isMultipart = sends.startsWith('multipart/')
  if (!isMultipart && sends !== 'application/x-www-form-urlencoded')
    return { content: body instanceof Blob ? body : new Response(body as BodyInit).blob() }
  if (body instanceof URLSearchParams) return { content: `${body}` }
  if (!isMultipart) return { content: writeQuery(formOf(body), styled(formOf(body), fields), { writeParameter }) }
  const form = new Response(body instanceof FormData ? body : formDataOf(formOf(body)))
  return { content: form.blob(), type: form.headers.get('Content-Type') ?? sends }
}

function formOf(body: unknown): Readonly<Record<string, unknown>> {
  assert(isObject(body), 'The body must be an object with the fields of the form.')
  return body
}

/** An object is written as JSON, unless the document describes another way. */
function styled(form: Readonly<Record<string, unknown>>, fields: BodyFormat['fields']): BodyFormat['fields'] {
  const objects = Object.keys(form).filter(name => isObject(form[name]))
  return { ...Object.fromEntries(objects.map(name => [name, 'json' as const])), ...fields }
}

function formDataOf(form: Readonly<Record<string, unknown>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(form))
    for (const item of [value].flat().filter(isSet))
      if (item instanceof Blob) data.append(name, item)
      else data.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item))
  return data
}
