import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../workers/env.ts'

export class CaseObject extends DurableObject<Env> {}
