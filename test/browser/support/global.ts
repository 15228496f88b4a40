// One portal serves all browser tests: each of them acts as a person, or on a record, of its own.
import type { TestProject } from 'vitest/node'
import { startTestPlatform } from '../../support/platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly portal: { readonly origin: string; readonly operatorToken: string }
  }
}

export default async function setup(project: TestProject) {
  const { origin, operatorToken, stop } = await startTestPlatform()
  project.provide('portal', { origin, operatorToken })
  return stop
}
