/** A piece of HTML. The `html` tag escapes strings, and inserts `Html` values unescaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | undefined | false | readonly Part[]

/** A template tag that escapes its strings. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(textOf)))
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(textOf).join('')
  return part === undefined || part === false ? '' : escapeHtml(String(part))
}

/** A name with optional line breaks after `_` and `.`. */
export function breakable(name: string): Html {
  return new Html(escapeHtml(name).replaceAll(/(?<=[_.])(?=\w)/g, '<wbr>'))
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
