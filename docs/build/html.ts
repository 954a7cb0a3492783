/** HTML as a value: text that is put into it is escaped, HTML is not. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | undefined | false | readonly Part[]

/** The tag of templates. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(textOf)))
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(textOf).join('')
  return part === undefined || part === false ? '' : escapeHtml(String(part))
}

/** A name that narrow places may break, after a word of it. */
export function breakable(name: string): Html {
  return new Html(escapeHtml(name).replaceAll(/(?<=[_.])(?=\w)/g, '<wbr>'))
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
