// Where a run keeps its data: folders of its own, that go when it ends.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'izvor-bench-'))
  made.push(folder)
  return folder
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}
