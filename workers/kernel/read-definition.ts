// Reading definitions with the formats that there are.
import { readerOf } from './definition.ts'
import { formatIds } from './formats/index.ts'

export const definitions = readerOf(() => formatIds)
