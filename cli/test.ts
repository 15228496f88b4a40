// To be written: run every check and every test.
export const usage = 'Usage: npx izvor test'
export const run = async (_args: readonly string[]): Promise<number> => 1
