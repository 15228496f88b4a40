// How a command reads its options: those it names and no others.
import { parseArgs, type ParseArgsConfig } from 'node:util'

/** What was typed is not what the command takes: answered with this line, the usage, and exit code 2. */
export class UsageError extends Error {}

/** Values by option name, and the words that are no options (at most `wordsMax`). Throws a UsageError that names what is wrong. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  wordsMax = 0,
) {
  const parsed = parse(args, options)
  const extra = parsed.positionals[wordsMax]
  if (extra !== undefined) throw new UsageError(`Nothing is done with '${extra}'.`)
  return parsed
}

function parse<const T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    // Node says what is wrong in its first sentence; the rest is advice for other programs.
    throw new UsageError(`${(error as Error).message.split(/\.\s/u)[0]?.replace(/\.$/u, '')}.`)
  }
}

/** A port number; 0 asks for any that is free. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(`'${text}' is no port: it is a number from 0 to 65535.`)
  return port
}
