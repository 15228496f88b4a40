// The secrets of tests: constant, so that a failure can be repeated, and known to all, so never used elsewhere.
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')

export const testSecrets = {
  INDEX_KEY: key(1),
  LOG_KEY: key(2),
  SESSION_KEY: key(3),
  OPERATOR_TOKEN: 'the-operator-of-the-tests-and-nobody-else',
} as const
