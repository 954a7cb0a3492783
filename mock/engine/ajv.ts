import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/**
 * Ajv, with its formats. Setting it up takes longer than all else that a mock is made of: a build does it when it is first
 * asked for (tsup.config.ts).
 */
export const loadAjv = () => ({ Ajv2020, formats })
