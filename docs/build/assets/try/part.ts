/** An element of the page, which its HTML has. */
export function part<Part extends HTMLElement>(selector: string): Part {
  const element = document.querySelector<Part>(`main ${selector}`)
  if (!element) throw new Error(`The page has no ${selector}.`)
  return element
}

/** Text goes in as text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}
