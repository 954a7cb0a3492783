import { mswLoader } from 'msw-storybook-addon/csf3'
import { configure } from 'storybook/test'

// A busy CI runner takes longer than the default second.
configure({ asyncUtilTimeout: 10_000 })

/** Starts MSW's worker before the first story, and resets the handlers between stories. */
export default { loaders: [mswLoader()] }
