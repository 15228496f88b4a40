// How far a long piece of work is: a bar on a terminal, a line every tenth in a log.
const WIDTH = 32

export interface Progress {
  readonly at: (done: number) => void
  readonly end: () => void
}

export function progress(title: string, total: number, out: NodeJS.WriteStream = process.stdout): Progress {
  let tenth = -1
  const bar = (done: number) => {
    const filled = Math.round((WIDTH * done) / total)
    out.write(`\r${title} [${'='.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${done}/${total}`)
  }
  const line = (done: number) => {
    const now = Math.floor((10 * done) / total)
    if (now > tenth) out.write(`${title} ${done}/${total}\n`)
    tenth = now
  }
  return {
    at: (done) => (total === 0 ? undefined : out.isTTY ? bar(done) : line(done)),
    end: () => void (out.isTTY && total > 0 ? out.write('\n') : undefined),
  }
}
