import { mswLoader } from 'msw-storybook-addon/csf3'

/** Starts MSW's worker before the first story, and resets the handlers between stories. */
export default { loaders: [mswLoader()] }
