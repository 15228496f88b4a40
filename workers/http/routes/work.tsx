import { Hono } from 'hono'
import type { AppEnv } from '../types.ts'

export const work = new Hono<AppEnv>()
