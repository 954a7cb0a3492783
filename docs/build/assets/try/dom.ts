/** Returns an element of the page. @throws {Error} if the page does not have it */
export function part<Part extends HTMLElement>(selector: string): Part {
  const element = document.querySelector<Part>(`main ${selector}`)
  if (!element) throw new Error(`The page has no ${selector}.`)
  return element
}

/** Creates an element. Strings become text, not HTML. */
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
