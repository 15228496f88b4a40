// Shares as exact fractions (“1/3”): what several people own together is a whole, never 0.99.
const greatest = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatest(b, a % b))

const parts = (fraction: string): readonly [bigint, bigint] => {
  const [over = '0', under = '1'] = fraction.split('/')
  return [BigInt(over), BigInt(under)]
}

const reduced = (over: bigint, under: bigint): string => {
  const by = greatest(over < 0n ? -over : over, under)
  return `${over / by}/${under / by}`
}

/** The sum of fractions in lowest terms: `1/1` for a whole, `0/1` for none. Each is one that `fraction` accepts. */
export function totalOf(fractions: readonly string[]): string {
  let [over, under] = [0n, 1n]
  for (const fraction of fractions) {
    const [a, b] = parts(fraction)
    ;[over, under] = [over * b + a * under, under * b]
    const by = greatest(over, under)
    ;[over, under] = [over / by, under / by]
  }
  return reduced(over, under)
}

/** In lowest terms where it is a fraction; as it is where not. */
export const lowestTerms = (raw: string): string => {
  const text = raw.replaceAll(/\s/gu, '')
  if (/^1$/u.test(text)) return '1/1'
  return isFraction(text) ? reduced(...parts(text)) : text
}

/** A part of a whole, over nothing and at most 1/1; nobody owns a millionth of a millionth. */
export function isFraction(text: string): boolean {
  if (!/^[1-9]\d{0,6}\/[1-9]\d{0,6}$/u.test(text)) return false
  const [over, under] = parts(text)
  return over <= under
}
