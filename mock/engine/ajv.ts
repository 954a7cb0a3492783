import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/**
 * Ajv with its formats. Loading it takes longer than the rest of a mock, so a build loads it on first use
 * (tsup.config.ts).
 */
export const loadAjv = () => ({ Ajv2020, formats })
