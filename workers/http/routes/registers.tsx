import { Hono } from 'hono'
import type { AppEnv } from '../types.ts'

export const registers = new Hono<AppEnv>()
