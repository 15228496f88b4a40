// Everything about being oneself: logging in and out, and what is one's own.
import { Hono } from 'hono'
import type { AppEnv } from '../types.ts'
import { login } from './login.tsx'
import { me } from './me.tsx'

export const identity = new Hono<AppEnv>().route('/', login).route('/', me)
