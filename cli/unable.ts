// What a command cannot do, as the person at the terminal is told it: one line, no stack, exit code 1.
export class Unable extends Error {}

/** Node's code of what the system refused, such as EACCES; the message where there is none. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
