#!/usr/bin/env node
// Runs the browser suite: node run.mjs. Looks for the programs in $PRESSMARK_BIN_DIR (else build/release/bin), or talks to a
// server that runs already, at $SEARCHD_URL.

import {spawnSync} from 'node:child_process';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

const {status} = spawnSync(process.execPath, ['--test', ...process.argv.slice(2)], {cwd: dirname(fileURLToPath(import.meta.url)), stdio: 'inherit'});
process.exit(status ?? 1);
