/** Tables are broken over lines that are about this long, in characters. */
export const LINE_WIDTH = 100
