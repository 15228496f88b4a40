// Builds what browsers get; `wrangler deploy` calls it by itself (wrangler.toml, [build]).
import { readOptions } from './options.ts'
import { buildAssets } from './serve/assets.ts'

export const usage = `Usage: npx izvor assets
  Builds styles, fonts and scripts into .build/public.`

export async function run(args: readonly string[]): Promise<number> {
  readOptions(args, {})
  await buildAssets()
  return 0
}
