/** The keyword that refers to a component which is prepared when a value first needs it. */
export const COMPONENT = 'x-component'
/** The same within a choice, where no defaults are filled in: only one of the branches may be the right one. */
export const COMPONENT_OF_CHOICE = 'x-component-of-choice'
