// To be written: check a proof offline.
export const usage = 'Usage: npx izvor verify'
export const run = async (_args: readonly string[]): Promise<number> => 1
