// The first page.
import { Hono } from 'hono'
import { HomePage } from '../../../web/views/home.tsx'
import type { AppEnv } from '../types.ts'

export const home = new Hono<AppEnv>().get('/', (c) => c.html(<HomePage page={c.get('page')} />))
