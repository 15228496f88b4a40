// Measures the portal beside its limit and its peer, in one run and on one machine. What the rows mean:
//  - hello: a route that asks nothing of an object; what the way in and out costs
//  - record read: the open fields of a record as JSON, from its object: one record, and a thousand in turn
//  - act: an official changes a vehicle's plate over HTTP, signed in: on one hot record, and on a thousand in turn
//  - public page: a record's page, rendered; the limit still reads its row, and the peer has no pages
//  - search: the first page of the vehicles of a model, as JSON; the limit still reads its row
// And the columns: limit is a bare Durable Object on the same workerd, which reads a row or keeps one and checks nothing;
// peer is a plain service on Node, Hono and PostgreSQL that checks and keeps what the portal does, but for the proofs.
import { fork } from 'node:child_process'
import { fromRoot } from './root.ts'

export const usage = `Usage: npm run bench -- [options]
  --seconds <number> how long each system is asked for each row (default 3)
  --only <rows>      of hello, read, reads, act, acts, page, search; separated by commas
  --snapshots <n>    instead, searches a read model of so many records, a million for example, which takes minutes to fill
  --backup <n>       instead, saves a portal of so many records, and restores it into an empty one`

/** It lives among the tests: a portal that serves people has no use for it. */
const MAIN = fromRoot('test/bench/main.ts')

export const run = (args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    // Over its channel it hears, should this process be killed, that nobody waits for it any more.
    const bench = fork(MAIN, args)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => bench.kill(signal))
    process.on('disconnect', () => bench.kill())
    bench.on('error', reject)
    bench.on('exit', (code) => resolve(code ?? 1))
  })
