/** A code block in Markdown. */
export interface Snippet {
  readonly language: string
  readonly source: string
  /** What the guide says that it prints. */
  readonly output?: string
}

export function snippetsOf(text: string): readonly Snippet[] {
  const blocks = text.matchAll(/^```(\w+)\n([\s\S]*?)^```$(?:\n\nIt prints:\n\n```\n([\s\S]*?)^```$)?/gm)
  return [...blocks].map(([, language = '', source = '', output]) => ({
    language,
    source,
    ...(output !== undefined && { output }),
  }))
}
