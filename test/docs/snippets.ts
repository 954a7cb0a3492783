/** A code block in Markdown. */
export interface Snippet {
  readonly language: string
  readonly source: string
}

export function snippetsOf(text: string): readonly Snippet[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', source = '']) => ({
    language,
    source,
  }))
}
