/** The page that shows how a system differs from the standard system: its overlay, change by change. */
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
import { describeTargets } from './describe-targets.ts'

const STANDARD = join(ROOT, 'openapi/openapi.yaml')

/** @returns undefined for the standard system */
export async function differencePage(system: System): Promise<Page | undefined> {
  if (system.overlay === undefined) return undefined
  const overlay = await readOverlay(system.overlay)
  const { applied } = await bundleContract(STANDARD, [overlay])
  const steps = applied.flatMap(({ steps }) => steps)
  const info = system.model.root.get('info')
  const groups = Map.groupBy(steps, step => headings(overlay)[step.index] ?? '')
  return {
    path: `systems/${system.id}.html`,
    title: system.id,
    description: info?.text('summary') ?? '',
    section: 'systems',
    body: html`<h1>${system.id}</h1>
<p class="lead">${info?.text('summary')}</p>
${markdown(info?.text('description') ?? '')}
<p class="actions"><a class="button first" href="../try/${system.id}.html">Try it in your browser</a><a class="button" href="../reference/${system.id}.html">API reference</a><a class="button" href="index.html">Compare all systems</a></p>
<h2 id="differences">Differences from the standard system</h2>
<p>The overlay <code>openapi/systems/${system.id}.overlay.yaml</code> makes ${steps.length} changes to the standard contract,
each with its reason. Everything else is the same.</p>
${[...groups].map(([heading, group]) => section(heading, group, overlay))}`,
  }
}

/** The heading of each action: the last comment before it. */
function headings({ source }: Overlay): string[] {
  const root = parseDocument(source.body).contents
  const actions = isMap(root) ? root.get('actions') : undefined
  if (!isSeq(actions)) return []
  let heading = 'Title and summary'
  return actions.items.map((item, index) => {
    const comment = isMap(item) ? (item.commentBefore ?? (index === 0 ? actions.commentBefore : undefined)) : undefined
    if (comment) heading = comment.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '')
    return heading
  })
}

function section(heading: string, steps: readonly Step[], overlay: Overlay): Html {
  return html`<h3 id="${slug(heading)}">${heading}<a class="anchor" href="#${slug(heading)}" aria-label="Link to this section">#</a></h3>
${steps.map(step => change(step, overlay.actions[step.index]))}`
}

function change(step: Step, action: unknown): Html | undefined {
  if (!isObject(action)) return undefined
  const isRemoval = action.remove === true
  return html`<div class="change${isRemoval && ' removal'}">
<p>${inlineMarkdown(isString(action.description) ? action.description : '')}</p>
<p class="what">${isRemoval ? 'Removes' : 'Changes'} ${inlineMarkdown(describeTargets(step.touched))}.</p>
${sides(step, isRemoval)}
</div>`
}

/** The value before and after the change. Long values are collapsed. */
function sides({ touched, before, after }: Step, isRemoval: boolean): Html {
  const old = shown(touched, before)
  const now = isRemoval ? undefined : shown(touched, after)
  const both = html`<div class="sides">${old !== undefined && side('Standard', old)}${now !== undefined && side('This system', now)}</div>`
  const lines = `${old ?? ''}\n${now ?? ''}`.split('\n').length
  return lines > 14 ? html`<details><summary>Before and after</summary>${both}</details>` : both
}

function side(title: string, text: string): Html {
  return html`<div><p class="side">${title}</p>${codeBlock(text, 'yaml')}</div>`
}

/** One line per place: the last segment of its pointer, and its value if that is short. Equal lines are shown once. */
function shown(touched: readonly string[], values: readonly unknown[]): string | undefined {
  const lines = touched.flatMap((pointer, index) => {
    const value = values[index]
    // Whole operations and schemas are too long; the description of the change is enough.
    if (value === undefined || (isObject(value) && JSON.stringify(value).length > MAX_VALUE_LENGTH)) return []
    const name = pointerKeys(pointer).at(-1) ?? ''
    return [/^\d+$/.test(name) ? `- ${shortened(value)}` : `${name}: ${shortened(value)}`]
  })
  return lines.length === 0 ? undefined : [...new Set(lines)].join('\n')
}

const MAX_VALUE_LENGTH = 160

function shortened(value: unknown): string {
  const text = isString(value) ? value.trim() : JSON.stringify(value)
  return text.length <= MAX_VALUE_LENGTH ? text : `${text.slice(0, MAX_VALUE_LENGTH).replace(/\s+\S*$/, '')} …`
}
