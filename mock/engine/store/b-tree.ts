import imported from 'sorted-btree'

type Module = typeof imported

// The package is CommonJS. Node and bundlers give all of its exports here, Vitest only the default export.
const { default: BTree } = 'default' in imported ? imported : { default: imported as unknown as Module['default'] }

export { BTree }
