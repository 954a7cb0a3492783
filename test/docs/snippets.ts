/** A code block in Markdown. */
export interface Snippet {
  readonly language: string
  readonly source: string
  /** What the guide says that it prints. */
  readonly output?: string
  /** It prints more lines than these. */
  readonly isPart?: true
  /** The file that the sentence before it names: "Save it as `a.yaml`:", "Add to `a.yaml`:". */
  readonly saved?: { readonly name: string; readonly isAdded: boolean }
}

const BEFORE = /(?:([Ss]ave|Add)\b[^`]*`([\w.-]+)`[^`\n]*:\n\n)?/.source
const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/.source
const OUTPUT = /(?:\n\nIt prints(, among other lines)?:\n\n```\n([\s\S]*?)^```$)?/.source
const SNIPPET = new RegExp(BEFORE + BLOCK + OUTPUT, 'gm')

export function snippetsOf(text: string): readonly Snippet[] {
  return [...text.matchAll(SNIPPET)].map(([, verb, name, language = '', source = '', part, output]) => ({
    language,
    source,
    ...(output !== undefined && { output }),
    ...(part !== undefined && { isPart: true }),
    ...(name !== undefined && { saved: { name, isAdded: verb === 'Add' } }),
  }))
}
