/** What the generated files of our own systems import. Those of other systems import the same from the package. */
export type { Call } from './call.ts'
export type { WithSecrets } from './credentials/secret.ts'
export type { Facts } from './facts.ts'
export type { Pages } from './pages.ts'
export type { CreateOptions, ListOptions, RequestOptions } from './request-options.ts'
export type { System } from './system.ts'
