/** The link from the documentation to the settings page. */
import { extname } from 'node:path'
import type { Site } from './site.ts'

/** Marks where the link goes in each page of the documentation. A site without a settings page keeps the mark. */
export const SETTINGS_LINK = '<!-- settings page -->'

/** The documentation with the link in each page. */
export function linkedToSettings(docs: Site): Site {
  return {
    has: path => docs.has(path),
    read: async path => {
      const content = await docs.read(path)
      if (content === undefined || extname(path) !== '.html') return content
      const page = new TextDecoder().decode(content)
      return new TextEncoder().encode(page.replace(SETTINGS_LINK, '<a href="/">Settings page</a>'))
    },
  }
}
