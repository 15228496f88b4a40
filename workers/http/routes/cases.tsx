import { Hono } from 'hono'
import type { AppEnv } from '../types.ts'

export const cases = new Hono<AppEnv>()
