import type { JsonObject } from '../../contract/json.ts'
import type { Keys } from '../../contract/pointer.ts'

/** What is read from any OpenAPI document. */
export interface ReadDocument {
  /**
   * OpenAPI 3.1. Each `$ref` is `#/components/<section>/<name>` and resolves; recursive schemas stay recursive. Made when it
   * is first read, if it has parts.
   */
  readonly document: JsonObject
  /** Mistakes that still leave a usable document. One entry for each kind of mistake. Found when the document is made. */
  readonly warnings: readonly Warning[]
  /** The same document in other forms. Undefined if it can only be read as a whole. */
  readonly parts?: DocumentParts
  /** All files that were read: absolute paths, or URLs. */
  readonly files: readonly string[]
  /** The file of the document, for the places of later warnings: keys of `document` lead to where a value is written. */
  readonly main: TextFile & { readonly value: unknown }
}

/** A file, as far as its positions are concerned. */
export interface TextFile {
  /** An absolute path or a URL; empty if the document came as a value. */
  readonly name: string
  readonly text?: string | undefined
  /** Where the value at these keys is written, if that is another file: an overlay, or one that a `$ref` leads to. */
  readonly origin?: ((keys: Keys) => Origin | undefined) | undefined
}

/** Where a value is written. */
export interface Origin {
  readonly file: TextFile
  readonly keys: Keys
}

/** What is quicker than a large document as a whole, of which most is never asked for. */
export interface DocumentParts {
  /** As it is written: all `$ref`s lead to components in it. */
  readonly written: JsonObject
  /** The requests and responses of the document, each path item and component made when it is first read. */
  readonly late: JsonObject
}

/** A mistake in a document, with all the places that have it. */
export interface Warning {
  readonly kind: WarningKind
  /** What is wrong, and what the reader made of it. */
  readonly message: string
  readonly count: number
  /** The first places: at most 20, unless `mostPlaces` says otherwise. */
  readonly places: readonly Place[]
}

export type WarningKind = 'reference' | 'schema' | 'pattern' | 'structure' | 'version' | 'yaml' | 'overlay' | 'rules'

/** A place in a file. The line and the column are computed when they are first read. */
export interface Place {
  /** An absolute path or a URL; empty if the document came as a value. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** A JSON pointer: `#/paths/~1me`. */
  readonly pointer: string
}

/** A value, or a path or URL to read it from. */
export type DocumentSource = { readonly file: string } | { readonly document: unknown }

export interface ReadOptions {
  /** Overlay documents, applied in this order. */
  readonly overlays?: readonly DocumentSource[]
  /**
   * What `$ref`s may lead to besides files in the folder of the document: `true` for everything, or the beginnings of
   * the URLs. Defaults to nothing.
   */
  readonly allowRefs?: boolean | readonly string[]
  /** How many places of the same mistake are kept. Defaults to 20. */
  readonly mostPlaces?: number
  /** Reads a file by its URL. Needed for documents in files. */
  readonly read?: ReadText
}

/**
 * Reads a text.
 * @param url `file:///...`, `https://...`
 * @param use a document that the user named, or one that a `$ref` leads to
 */
export type ReadText = (url: string, use: 'named' | 'referenced') => Promise<string>
