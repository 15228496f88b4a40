// Where the project's own files are, whatever folder a command was started in.
import { resolve } from 'node:path'

export const fromRoot = (...parts: readonly string[]) => resolve(import.meta.dirname, '..', ...parts)
