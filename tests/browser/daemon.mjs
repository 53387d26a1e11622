// The server under test: $SEARCHD_URL if given, else searchd of $PRESSMARK_BIN_DIR over the sample articles, in a folder of
// its own that is gone afterwards.

import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const programs = process.env.PRESSMARK_BIN_DIR ?? join(root, 'build', 'release', 'bin');

/** Starts a server over `articles`. @returns {Promise<{url: string, stop: () => Promise<void>}>} */
export async function start(articles = join(root, 'corpus', 'sample')) {
  if (process.env.SEARCHD_URL) return {url: process.env.SEARCHD_URL.replace(/\/$/, ''), stop: async () => {}};
  const directory = mkdtempSync(join(tmpdir(), 'pressmark-browser-'));
  const index = join(directory, 'index');
  try {
    execFileSync(join(programs, 'indexer'), ['--index', index, 'add', articles], {stdio: ['ignore', 'ignore', 'pipe']});
  } catch (error) {
    if (error.status !== 1) throw error;  // 1: some inputs were rejected, the others are indexed
  }
  const server = spawn(join(programs, 'searchd'), ['--index', index, '--listen', '127.0.0.1:0'], {stdio: ['ignore', 'pipe', 'inherit']});
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    createInterface({input: server.stdout}).on('line', (line) => {
      const address = /^listening on (http:\S+)/.exec(line);
      if (address) resolve(address[1]);
    });
    ended.then((status) => reject(new Error(`searchd ended with status ${status}`)));
  });
  return {
    url,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      rmSync(directory, {recursive: true, force: true});
    },
  };
}
