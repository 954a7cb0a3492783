/** The reference of the keywords of `x-latchkey`, from their JSON Schema. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, isString, type JsonObject, strings } from '../../../openapi/contract/json.ts'
import { breakable, type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { inlineMarkdown, slug } from '../markdown.ts'
import { ROOT } from '../paths.ts'

const SCHEMA = join(ROOT, 'openapi/vocabulary/x-latchkey.schema.json')

export function vocabularyPage(): Page {
  const schema: unknown = JSON.parse(readFileSync(SCHEMA, 'utf8'))
  const definitions = isObject(schema) && isObject(schema.$defs) ? schema.$defs : {}
  const places = Object.values(definitions).flatMap(place => (isObject(place) && isString(place.title) ? [place] : []))
  return {
    path: 'vocabulary.html',
    title: 'The keywords of x-latchkey',
    description: 'Every keyword for the rules of a contract.',
    section: 'guides',
    body: html`<h1>The keywords of x-latchkey</h1>
<p class="lead">${isObject(schema) && isString(schema.description) ? schema.description : ''}</p>
<p><a href="guides/your-own-system.html">Writing your own system</a> explains how to use them. This page is generated from
<code>openapi/vocabulary/x-latchkey.schema.json</code>.</p>
${places.map(place => section(place, definitions))}`,
  }
}

function section(place: JsonObject, definitions: JsonObject): Html {
  const title = String(place.title)
  const alternatives = Array.isArray(place.oneOf) ? place.oneOf.filter(isObject) : []
  return html`<h2 id="${slug(title)}">${title}<a class="anchor" href="#${slug(title)}" aria-label="Link to this section">#</a></h2>
${alternatives.length === 0 && words(place, definitions)}
${alternatives.map(one => html`<h3 id="${slug(String(one.title))}">${String(one.title)}</h3>${words(one, definitions)}`)}`
}

function words(place: JsonObject, definitions: JsonObject): Html {
  const required = strings(place.required)
  const rows = rowsOf(place, definitions, '').map(
    ({ name, type, description }) =>
      html`<tr><td><code>${breakable(name)}</code>${required.includes(name) && html`<br><span class="chip">required</span>`}</td><td>${type}</td><td>${inlineMarkdown(description)}</td></tr>`,
  )
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Keyword</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

interface Row {
  readonly name: string
  readonly type: string
  readonly description: string
}

/** A keyword is followed by the ones inside it: `lifecycle`, `lifecycle.field`. */
function rowsOf(schema: JsonObject, definitions: JsonObject, prefix: string): Row[] {
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : []
  return properties.flatMap(([key, value]) => {
    const property = resolved(value, definitions)
    const name = prefix + key
    const inner = isObject(property.items) ? property.items : property
    const dynamic = resolved(inner.additionalProperties, definitions)
    return [
      { name, type: typeOf(property), description: isString(property.description) ? property.description : '' },
      ...rowsOf(inner, definitions, `${name}.`),
      ...rowsOf(dynamic, definitions, `${name}.<name>.`),
    ]
  })
}

/** Properties next to a `$ref` take precedence over those of its target. */
function resolved(value: unknown, definitions: JsonObject): JsonObject {
  if (!isObject(value)) return {}
  const target = isString(value.$ref) ? definitions[value.$ref.replace('#/$defs/', '')] : undefined
  return isObject(target) ? { ...target, ...value } : value
}

function typeOf({ type, enum: values, const: constant, items, $ref }: JsonObject): string {
  if (constant !== undefined) return JSON.stringify(constant)
  if (Array.isArray(values)) return values.map(String).join(' or ')
  if (type === 'array') return isObject(items) && items.type === 'object' ? 'list of objects' : 'list of names'
  if (isString($ref)) return $ref.replace('#/$defs/', '')
  return [type].flat().filter(isString).join(' or ')
}
