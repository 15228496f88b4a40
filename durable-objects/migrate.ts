// Brings an object's SQLite to the newest schema: each step once, in order, in one transaction.

/** Runs the steps that this object has not had; `steps` only ever grows. */
export function migrate(storage: DurableObjectStorage, steps: readonly string[]): void {
  const had = storage.kv.get<number>('schema') ?? 0
  if (had === steps.length) return
  storage.transactionSync(() => {
    for (const step of steps.slice(had)) storage.sql.exec(step)
    storage.kv.put('schema', steps.length)
  })
}
