// Where the built files are: their names change with their content, so that browsers may keep them for ever.
import manifest from '../../.build/assets.json' with { type: 'json' }

/** A file of the build by its source's name: `izvor.css`, `sofia-sans-latin-400-normal.woff2`, an island's `passkey.js`. */
export type Asset = keyof typeof manifest

/** Its address. A name that the build does not make is a type error. */
export const asset = (name: Asset): string => manifest[name]
