/** The entry point `latchkey/config`: what `latchkey.config.ts` exports. */

/** A document that `latchkey generate` reads. Paths are relative to the configuration. */
export interface DocumentConfig {
  /** An OpenAPI 3 document or overlay: a path or a URL. */
  readonly file: string
  /** OpenAPI Overlays, applied in this order. */
  readonly overlays?: readonly string[]
  /** What `$ref`s may lead to besides the folder of the document: true for everything, or folders and URLs. */
  readonly allowRefs?: boolean | readonly string[]
  /** The folder of the generated files. */
  readonly out: string
}

export interface Config {
  readonly documents: readonly DocumentConfig[]
}

/**
 * Returns the configuration as it is, for its types.
 *
 * @example
 * export default defineConfig({
 *   documents: [{ file: 'openapi.yaml', overlays: ['rules.overlay.yaml'], out: 'src/api' }],
 * })
 */
export function defineConfig(config: Config): Config {
  return config
}
