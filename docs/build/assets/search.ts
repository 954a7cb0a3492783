/** The script that the search loads when it is first opened. */
import { searchOver } from '../search/find.ts'
import type { SearchParts } from './search/load-index.ts'

const scope = globalThis as { latchkeySearch?: SearchParts }
scope.latchkeySearch = { ...scope.latchkeySearch, over: searchOver }
