/** The error catalogue: the advice in docs/errors.md for each code, with facts from the contracts. */

import { listOf } from '../../../openapi/contract/prose.ts'
import type { Node } from '../../../openapi/vocabulary/model/node.ts'
import { codesOf } from '../../../openapi/vocabulary/model/schema.ts'
import { breakable, type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { codeBlock, inlineMarkdown, markdown } from '../markdown.ts'
import { referencePath } from '../reference-path.ts'
import type { System } from '../system.ts'

/** An error code, across all systems. */
export interface CataloguedProblem {
  readonly code: string
  readonly title: string
  readonly status: number
  readonly example: unknown
  /** The systems by their description of the cause, which is usually the same for all. */
  readonly causes: ReadonlyMap<string, readonly string[]>
  /** The operations that declare it, with their path in the API reference of the first system that has them. */
  readonly operations: ReadonlyMap<string, string>
  readonly systems: readonly string[]
}

/** @throws {Error} if the codes in docs/errors.md are not those of the contracts */
export function errorsPage(problems: readonly CataloguedProblem[], guide: string): Page {
  const [intro = '', ...sections] = guide.split(/^## /m)
  const advice = new Map(
    sections.map(section => [section.split('\n', 1)[0]?.trim() ?? '', section.replace(/^.*\n/, '')]),
  )
  const codes = problems.map(({ code }) => code)
  const unexplained = codes.filter(code => !advice.has(code))
  const unknown = [...advice.keys()].filter(code => !codes.includes(code))
  if (unexplained.length > 0) throw new Error(`docs/errors.md has no section for ${listOf(unexplained)}.`)
  if (unknown.length > 0) throw new Error(`docs/errors.md has sections for unknown codes: ${listOf(unknown)}.`)
  return {
    path: 'errors.html',
    title: 'Errors',
    description: 'Every error code, with its cause, an example and what to do.',
    section: 'errors',
    body: html`${markdown(intro)}
${overview(problems)}
${problems.map(problem => article(problem, advice.get(problem.code) ?? ''))}`,
  }
}

export function problemsOf(systems: readonly System[]): readonly CataloguedProblem[] {
  const found = systems.flatMap(system =>
    system.model.operations.flatMap(operation =>
      operation.responses.flatMap(({ schema, problem }) =>
        schema && problem
          ? codesOf(schema).map(found => ({
              ...found,
              system: system.id,
              operation: operation.id,
              path: referencePath(system.id, operation.node),
            }))
          : [],
      ),
    ),
  )
  return [...Map.groupBy(found, ({ code }) => code)]
    .map(([code, all]) => mergeFound(code, all))
    .sort((one, other) => one.status - other.status)
}

interface Found {
  readonly problem: Node
  readonly system: string
  readonly operation: string
  readonly path: string
}

function mergeFound(code: string, found: readonly Found[]): CataloguedProblem {
  const [first] = found
  if (!first) throw new Error(`No operation declares ${code}.`)
  const properties = first.problem.get('properties')
  const causes = Map.groupBy(found, ({ problem }) => problem.text('description') ?? '')
  return {
    code,
    title: first.problem.text('title') ?? code,
    status: Number(properties?.get('status')?.read('const')),
    example: first.problem.get('examples')?.items()[0]?.value,
    causes: new Map([...causes].map(([cause, all]) => [cause, [...new Set(all.map(({ system }) => system))]])),
    operations: new Map(found.toReversed().map(({ operation, path }) => [operation, path])),
    systems: [...new Set(found.map(({ system }) => system))],
  }
}

function overview(problems: readonly CataloguedProblem[]): Html {
  const rows = problems.map(
    ({ code, status, title }) =>
      html`<tr><td><span class="status">${status}</span></td><td><a href="#${code}"><code>${breakable(code)}</code></a></td><td>${title}</td></tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="All error codes"><table><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function article(
  { code, title, status, example, causes, operations, systems }: CataloguedProblem,
  advice: string,
): Html {
  const isOne = causes.size === 1
  const cause = [...causes].map(
    ([text, where]) =>
      html`<li>${inlineMarkdown(text)}${!isOne && html` <span class="no">(${listOf(where)})</span>`}</li>`,
  )
  const chips = [...operations]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([operation, path]) => html`<li><a href="${path}">${operation}</a></li>`)
  return html`<section class="problem">
<h2 id="${code}"><code>${code}</code><a class="anchor" href="#${code}" aria-label="Link to this code">#</a></h2>
<p><span class="status">${status}</span> <strong>${title}</strong> <span class="no">on ${listOf(systems)}</span></p>
<h3>Cause</h3>
<ul>${cause}</ul>
<h3>What to do</h3>
${markdown(advice)}
${codeBlock(JSON.stringify(example, null, 2), 'json')}
<details><summary>${operations.size} operation${operations.size !== 1 && 's'} can return this error</summary><ul class="chips">${chips}</ul></details>
</section>`
}
