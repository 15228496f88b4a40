// To be written: measure.
export const usage = 'Usage: npx izvor bench'
export const run = async (_args: readonly string[]): Promise<number> => 1
