/** Reads documents from files and URLs, in Node. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readDocument } from './read-document.ts'
import type { ReadDocument, ReadOptions, ReadText } from './types.ts'

/**
 * Reads an OpenAPI document from a file or a URL.
 *
 * @param path a path, relative to the working directory, or an `https:`, `http:` or `file:` URL
 * @throws {ContractError} if it cannot be read at all
 */
export async function readDocumentFrom(path: string, options: Omit<ReadOptions, 'read'> = {}): Promise<ReadDocument> {
  return readDocument({ file: urlOf(path) }, { ...options, read: readText })
}

/** The URL of a path. A URL stays as it is. */
export function urlOf(path: string): string {
  return /^(https?|file):/i.test(path) ? new URL(path).href : pathToFileURL(resolve(path)).href
}

const readText: ReadText = async url => readFile(fileURLToPath(url), 'utf8')
