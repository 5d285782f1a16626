// What somebody's telephone fetches before it shows anything, in a real Chromium, as the server gave it (compressed): at
// most 0.9 MB for one language. What comes after the first frame is counted apart, and so is what hears cries for help.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { serve } from '../../platform/web/serve.mjs';
import { built, drop, open, scratch } from './browser.mjs';

const kMost = 900_000;
const kCriesALanguage = 150_000;
const folder = scratch('budget');
const site = join(built, 'site');
let context;

before(async () => {
  assert.ok(existsSync(join(site, 'index.html')), 'platform/web/build makes build/web/site');
  context = await open(join(folder, 'profile'));
});
after(async () => {
  await context?.close();
  drop(folder);
});

const short = (url) => new URL(url).pathname.slice(1).replace(/\.[0-9a-f]{16}\./, '.') || 'index.html';

// Every file that a fresh visitor fetches until all is there: its bytes on the wire, and whether it was asked for before
// the first frame was shown.
async function visit(where) {
  const server = await serve(where);
  const page = await context.newPage();
  try {
    const wire = await context.newCDPSession(page);
    const asked = new Map();
    await wire.send('Network.enable');
    await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
    await wire.send('Network.setBypassServiceWorker', { bypass: true });
    wire.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => asked.set(requestId, { url: request.url, at: wallTime * 1000, timestamp, bytes: 0 }));
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => asked.has(requestId) && (asked.get(requestId).bytes = encodedDataLength));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => document.documentElement.dataset.whole === 'yes');
    const shown = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName('first frame')[0].startTime);
    // The page's own files, each once: what the service worker keeps comes from the same addresses.
    return [...asked.values()].filter(({ url, bytes }) => url.startsWith('http') && bytes > 0).map(({ url, at, bytes }) => ({ name: short(url), bytes, first: at <= shown }));
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}
const sum = (files) => files.reduce((all, { bytes }) => all + bytes, 0);
function print(files) {
  for (const first of [true, false]) {
    const some = files.filter((file) => file.first === first).sort((a, b) => b.bytes - a.bytes);
    console.log(`${first ? 'before' : 'after'} the first frame: ${(sum(some) / 1000).toFixed(0)} kB`);
    for (const { name, bytes } of some) console.log(`${(bytes / 1000).toFixed(1).padStart(9)} kB  ${name}`);
  }
}

let files;
test('at most 0.9 MB before the first frame', async () => {
  files = await visit(site);
  print(files);
  const first = files.filter((file) => file.first);
  for (const name of ['index.html', 'wijkverbinder.wasm', 'start.pack']) assert.ok(first.some((file) => file.name === name), `${name} was counted`);
  assert.ok(sum(first) <= kMost, `${sum(first)} bytes, of ${kMost}`);
});

test('what hears cries for help: at most 150 kB for each language on offer', () => {
  const cries = files.filter(({ name }) => name.startsWith('cries'));
  const { languages } = JSON.parse(readFileSync(new URL('../../assets/example/config.json', import.meta.url), 'utf8'));
  assert.equal(cries.length, 1);
  assert.ok(!cries[0].first, 'it comes after the first frame');
  assert.ok(sum(cries) <= kCriesALanguage * languages.length, `${sum(cries)} bytes for ${languages.length} languages`);
});

test('control: one file more than fits is too much', async () => {
  const fat = join(folder, 'fat');
  cpSync(site, fat, { recursive: true });
  const more = Buffer.from(`/*${randomBytes(kMost / 2).toString('hex')}*/`);
  const html = Buffer.from(readFileSync(join(fat, 'index.html'), 'utf8').replace('</head>', '<script src="more.js"></script></head>'));
  for (const [name, bytes] of [['more.js', more], ['index.html', html]]) {
    writeFileSync(join(fat, name), bytes);
    writeFileSync(join(fat, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(fat, `${name}.gz`), gzipSync(bytes));
  }
  const first = (await visit(fat)).filter((file) => file.first);
  assert.ok(first.some(({ name }) => name === 'more.js'));
  assert.ok(sum(first) > kMost, `${sum(first)} bytes`);
});
