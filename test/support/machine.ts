// A program that reads the portal: without cookies, from anywhere.
import { env } from 'cloudflare:workers'
import { app } from '../../workers/http/app.tsx'
import type { Problem } from '../../workers/kernel/problem.ts'

export const ask = (path: string, headers: { readonly [name: string]: string } = {}, method = 'GET') =>
  app.request(env.ORIGIN + path, { method, headers }, env)

export const refusal = async (path: string, headers = {}) => {
  const answer = await ask(path, headers)
  return { answer, body: await answer.json<Problem>() }
}
