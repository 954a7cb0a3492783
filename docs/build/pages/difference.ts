/** How a system differs from the standard one: its overlay, read aloud. */
import { join } from 'node:path'
import { isMap, isSeq, parseDocument } from 'yaml'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { pointerKeys } from '../../../openapi/contract/pointer.ts'
import { bundleContract } from '../../../openapi/read/bundle.ts'
import { type Overlay, readOverlay } from '../../../openapi/read/overlay.ts'
import type { Step } from '../../../openapi/read/overlay-step.ts'
import { type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { codeBlock, inlineMarkdown, markdown, slug } from '../markdown.ts'
import { ROOT } from '../paths.ts'
import type { System } from '../system.ts'
import { targetWords } from './target-words.ts'

const STANDARD = join(ROOT, 'openapi/openapi.yaml')

/** @returns undefined for the system that the others differ from */
export async function differencePage(system: System): Promise<Page | undefined> {
  if (system.overlay === undefined) return undefined
  const overlay = await readOverlay(system.overlay)
  const { steps } = await bundleContract(STANDARD, overlay)
  const info = system.model.root.get('info')
  const groups = Map.groupBy(steps, step => headings(overlay)[step.index] ?? '')
  return {
    path: `systems/${system.id}.html`,
    title: `${system.id}: how it differs`,
    description: info?.text('summary') ?? '',
    section: 'systems',
    body: html`<h1>${system.id}: how it differs</h1>
<p class="lead">${info?.text('summary')}</p>
${markdown(info?.text('description') ?? '')}
<p><a href="../reference/${system.id}.html">The reference of ${system.id}</a> · <a href="index.html">All systems compared</a></p>
<p>What follows is its overlay, <code>openapi/systems/${system.id}.overlay.yaml</code>: ${steps.length} changes to the standard
contract, each with its reason. What is not mentioned is the same.</p>
${[...groups].map(([heading, group]) => section(heading, group, overlay))}`,
  }
}

/** The comments between the actions are their headings. */
function headings({ source }: Overlay): string[] {
  const root = parseDocument(source.body).contents
  const actions = isMap(root) ? root.get('actions') : undefined
  if (!isSeq(actions)) return []
  let heading = 'Its name'
  return actions.items.map((item, index) => {
    const comment = isMap(item) ? (item.commentBefore ?? (index === 0 ? actions.commentBefore : undefined)) : undefined
    if (comment) heading = comment.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '')
    return heading
  })
}

function section(heading: string, steps: readonly Step[], overlay: Overlay): Html {
  return html`<h2 id="${slug(heading)}">${heading}<a class="anchor" href="#${slug(heading)}" aria-label="Link to this section">#</a></h2>
${steps.map(step => change(step, overlay.actions[step.index]))}`
}

function change(step: Step, action: unknown): Html | undefined {
  if (!isObject(action)) return undefined
  const isRemoval = action.remove === true
  const words = targetWords(step.touched)
  return html`<div class="change${isRemoval && ' removal'}">
<p>${inlineMarkdown(isString(action.description) ? action.description : '')}</p>
<p class="what">${isRemoval ? 'Removes' : 'Changes'} ${inlineMarkdown(words.charAt(0).toLowerCase() + words.slice(1))}.</p>
${sides(step, isRemoval)}
</div>`
}

/** Long values are folded away; what many places have in common is shown once. */
function sides({ touched, before, after }: Step, isRemoval: boolean): Html {
  const old = shown(touched, before)
  const now = isRemoval ? undefined : shown(touched, after)
  const both = html`<div class="sides">${old !== undefined && side('Standard', old)}${now !== undefined && side('Here', now)}</div>`
  const lines = `${old ?? ''}\n${now ?? ''}`.split('\n').length
  return lines > 14 ? html`<details><summary>Before and after</summary>${both}</details>` : both
}

function side(title: string, text: string): Html {
  return html`<div><p class="side">${title}</p>${codeBlock(text, 'yaml')}</div>`
}

/** A line for each place: the last part of its name, and its value where that is short enough to read. */
function shown(touched: readonly string[], values: readonly unknown[]): string | undefined {
  const lines = touched.flatMap((pointer, index) => {
    const value = values[index]
    // Of a whole operation or schema the sentence above says enough.
    if (value === undefined || (isObject(value) && JSON.stringify(value).length > MOST)) return []
    const name = pointerKeys(pointer).at(-1) ?? ''
    return [/^\d+$/.test(name) ? `- ${brief(value)}` : `${name}: ${brief(value)}`]
  })
  return lines.length === 0 ? undefined : [...new Set(lines)].join('\n')
}

const MOST = 160

function brief(value: unknown): string {
  const text = isString(value) ? value.trim() : JSON.stringify(value)
  return text.length <= MOST ? text : `${text.slice(0, MOST).replace(/\s+\S*$/, '')} …`
}
