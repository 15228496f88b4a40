import { Hono } from 'hono'
import type { AppEnv } from '../types.ts'

export const payment = new Hono<AppEnv>()
