import { Hono } from 'hono'
import type { AppEnv } from '../types.ts'

export const services = new Hono<AppEnv>()
