// Builds one app for its bundle: node build.mjs web-customer. Fetches the libraries first where they are not those of
// the lock file, and afterwards checks the format and runs the tests unless SKIP_WEB_TESTS is set.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const [app] = process.argv.slice(2);
const stamp = join(here, 'node_modules/.connectme-lock');
const guard = join(here, '.fetching');
const WAIT_SECONDS = 300;

function run(...args) {
  const { status } = spawnSync(npm, args, { cwd: here, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}`);
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(here, 'package-lock.json')))
    .digest('hex');
}

function isCurrent() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

/** Two modules built at once fetch once: the folder is the lock. */
function fetchOnce() {
  for (let waited = 0; !isCurrent(); waited++) {
    try {
      mkdirSync(guard);
    } catch (taken) {
      if (taken.code !== 'EEXIST') throw taken;
      if (waited >= WAIT_SECONDS) throw new Error(`${guard} is in the way: remove it if no other build runs`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
      continue;
    }
    try {
      if (!isCurrent()) {
        run('ci', '--no-audit', '--no-fund');
        writeFileSync(stamp, lockHash());
      }
    } finally {
      rmdirSync(guard);
    }
  }
}

fetchOnce();
run('run', 'build', '-w', app, '--', '--logLevel', 'warn');
if (process.env.SKIP_WEB_TESTS === undefined) {
  run('exec', '--', 'prettier', '--check', '--log-level', 'warn', app, 'web-shared');
  run('run', 'test', '-w', app);
}
