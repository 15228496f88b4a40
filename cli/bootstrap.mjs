#!/usr/bin/env node
// The one file that any Node can run: installs what the lock file says, then hands over to the Node that is pinned there.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MIN = 20
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const WINDOWS = process.platform === 'win32'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

/** What npm says when there is no way to the registry. */
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/u

/** Answers when the child has ended: with the code of a shell where a signal ended it. Signals go to `heard` meanwhile. */
function ended(child, heard = (signal) => child.kill(signal)) {
  for (const signal of SIGNALS) process.on(signal, heard)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const one of SIGNALS) process.off(one, heard)
      resolve(signal === null ? code : 128 + constants.signals[signal])
    })
  })
}

/** Says that something lasts: on a terminal with the seconds that have passed, in a log once. */
function lasting(text) {
  if (!process.stdout.isTTY) {
    console.log(text)
    return () => {}
  }
  const begun = Date.now()
  const say = () => process.stdout.write(`\r${text} ${Math.round((Date.now() - begun) / 1000)} s `)
  say()
  const timer = setInterval(say, 1000)
  return () => {
    clearInterval(timer)
    process.stdout.write('\n')
  }
}

async function install() {
  const done = lasting('Installing what package-lock.json lists. This happens once and takes about a minute.')
  // What is tested and built with is part of a checkout, whatever the machine's npm is set to.
  const args = ['ci', '--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  // In a group of its own: npm finishes whatever it is at when it is asked to stop, so that it is not asked.
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: !WINDOWS }
  const child = npm?.endsWith('.js')
    ? spawn(process.execPath, [npm, ...args], options)
    : spawn('npm', args, { ...options, shell: WINDOWS })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  let stopped = false
  const stop = () => {
    stopped = true
    if (WINDOWS) child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  }
  const code = await ended(child, stop).catch((error) => {
    said += error.message
    return 1
  })
  done()
  if (stopped) {
    console.log('Stopped. The next start installs again.')
    process.exit(130)
  }
  if (code === 0) {
    writeFileSync(stamp, wanted)
    return
  }
  console.error(said.trim())
  console.error(
    OFFLINE.test(said)
      ? '\nThe packages could not be fetched: the npm registry was not reached. Check the network, then start again.'
      : '\nThe packages could not be installed. What npm said stands above.',
  )
  process.exit(1)
}

if (Number.parseInt(process.versions.node, 10) < NODE_MIN) {
  console.error(`Izvor is started with Node ${NODE_MIN} or newer; this is ${process.version}.`)
  process.exit(1)
}
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) await install()

const node = join(root, 'node_modules', '.bin', WINDOWS ? 'node.cmd' : 'node')
// The channel tells the command, should this process be killed, that nobody waits for it any more.
const child = spawn(node, [join(root, 'cli', 'izvor.ts'), ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  shell: WINDOWS,
})
const code = await ended(child).catch((error) => {
  console.error(`The pinned Node did not start (${error.message}). Delete node_modules and start again.`)
  return 1
})
process.exit(code)
