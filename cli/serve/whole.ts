// Files that are there whole or as they were before, whenever the process is killed.
import { renameSync, writeFileSync } from 'node:fs'

/** Replaces a file that its owner alone may read. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.draft`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, file)
}
