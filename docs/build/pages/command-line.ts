/** The reference of the command line, from the commands themselves. */
import { createProgram } from '../../../src/cli/program.ts'
import { listed } from '../guide-paths.ts'
import { type Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { codeBlock, inlineMarkdown } from '../markdown.ts'

type Command = ReturnType<typeof createProgram>['commands'][number]

export function commandLinePage(): Page {
  return {
    ...listed('src/cli/program.ts'),
    title: 'Command line',
    body: html`<h1>Command line</h1>
<p>The commands of <code>npx latchkey</code>, and their options. <code>npx latchkey COMMAND --help</code> prints the same.</p>
${createProgram().commands.map(section)}`,
  }
}

function section(command: Command): Html {
  const name = command.name()
  const options = command.options.filter(({ hidden }) => !hidden)
  return html`<h2 id="${name}">latchkey ${name}</h2>
<p>${inlineMarkdown(command.description())}</p>
${codeBlock(`npx latchkey ${name} ${command.usage()}`, 'sh')}
${options.map(
  ({ flags, description, defaultValue, long }) => html`<h3 id="${name}${long}">${long}</h3>
<p><code>${flags}</code>: ${inlineMarkdown(description)}.${defaultValue !== undefined && html` <span class="no">Defaults to <code>${String(defaultValue)}</code>.</span>`}</p>`,
)}`
}
