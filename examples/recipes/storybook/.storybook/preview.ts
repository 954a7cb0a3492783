import { mswLoader } from 'msw-storybook-addon/csf3'

/** Starts MSW's worker before the first story, and forgets between stories what each of them has added. */
export default { loaders: [mswLoader()] }
