// The ports of platform/web in a real browser: the store's contract (src/ports/store.h) with two tabs, a full disk and a
// reload in the middle; seals that Debian's jose and the native program open, and the other way round.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createDecipheriv, createPrivateKey, privateDecrypt } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { built, drop, open, pause, scratch } from './browser.mjs';
import { fileURLToPath } from 'node:url';

const folder = scratch('ports');
const kFiles = { '/': '<!doctype html><script type="module" src="trial.mjs"></script>', '/trial.mjs': `
  import load from './ports_trial.mjs';
  const asked = new Map();
  let number = 0;
  const app = await load({
    wvMayWrite: () => globalThis.mayWrite ?? true,
    wvArgon2Worker: () => 'argon2_worker.js',
    wvWake: () => setTimeout(() => app._wvt_pump()),
    wvTold: (n, answer) => { asked.get(n)(answer); asked.delete(n); },
  });
  app.callMain([]);
  globalThis.ask = (command) => new Promise((done) => {
    asked.set(++number, done);
    const text = app.stringToNewUTF8(JSON.stringify(command));
    app._wvt_do(number, text);
    app._free(text);
  });
  globalThis.ready = true;` };
const kTypes = { mjs: 'text/javascript', js: 'text/javascript', wasm: 'application/wasm' };

let server, url, context, page;
const tab = async () => {
  const made = await context.newPage();
  await made.goto(url);
  await made.waitForFunction(() => globalThis.ready);
  return made;
};
const ask = (command, on = page) => on.evaluate((c) => globalThis.ask(c), command);
const value = async (command, on = page) => {
  const answer = await ask(command, on);
  assert.equal(answer.code, undefined, `${command.do}: ${answer.what}`);
  return answer.value;
};
const refused = async (code, command, on = page) => {
  const answer = await ask(command, on);
  assert.equal(answer.code, code, JSON.stringify(answer));
  assert.ok(answer.what.length > 10, 'it says a sentence');
};
const bytes = (text) => Buffer.from(text).toString('base64url');
const read = async (name, on = page) => Buffer.from(await value({ do: 'read', name }, on), 'base64url').toString();

before(async () => {
  server = createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname;
    const from = name === '/argon2_worker.js' ? join(fileURLToPath(new URL('.', import.meta.url)), '../../platform/web/page') : join(built, 'program');
    try {
      const body = kFiles[name] ?? (name === '/argon2_worker.js' ? readFileSync(join(from, name), 'utf8').replace('{{argon2}}', 'argon2.wasm') : readFileSync(join(from, name)));
      response.writeHead(200, { 'content-type': kTypes[name.split('.').pop()] ?? 'text/html', 'content-encoding': 'br' });
      response.end(brotliCompressSync(body, { params: {} }));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${server.address().port}/`;
  context = await open(join(folder, 'profile'));
  page = await tab();
});
after(async () => {
  await context?.close();
  server.closeAllConnections();
  server.close();
  drop(folder);
});

test('a file is new or it is refused, and what was there stays', async () => {
  await value({ do: 'put', name: 'outbox/a.json', bytes: bytes('one') });
  await refused('store.exists', { do: 'put', name: 'outbox/a.json', bytes: bytes('two') });
  assert.equal(await read('outbox/a.json'), 'one');
  await value({ do: 'replace', name: 'outbox/a.json', bytes: bytes('three') });
  assert.equal(await read('outbox/a.json'), 'three');
  await refused('store.too_large', { do: 'read', name: 'outbox/a.json', most: 4 });
  await refused('store.missing', { do: 'read', name: 'outbox/none.json' });
});

test('a list has what lies in that folder and nothing of its neighbours', async () => {
  for (const name of ['list/b', 'list/a', 'list/deep/c', 'list-not/d', 'list0', 'top']) await value({ do: 'put', name, bytes: bytes(name) });
  assert.deepEqual((await value({ do: 'list', name: 'list' })).sort(), [['a', 6], ['b', 6]]);
  assert.deepEqual(await value({ do: 'list', name: 'nowhere' }), []);
});

test('moved and removed, or neither', async () => {
  await value({ do: 'put', name: 'outbox/m', bytes: bytes('m') });
  await value({ do: 'put', name: 'sent/taken', bytes: bytes('t') });
  await refused('store.exists', { do: 'move', name: 'outbox/m', to: 'sent/taken' });
  assert.equal(await read('outbox/m'), 'm');
  assert.equal(await read('sent/taken'), 't');
  await value({ do: 'move', name: 'outbox/m', to: 'sent/m' });
  await refused('store.missing', { do: 'read', name: 'outbox/m' });
  await refused('store.missing', { do: 'move', name: 'outbox/m', to: 'sent/n' });
  await value({ do: 'remove', name: 'sent/m' });
  await refused('store.missing', { do: 'remove', name: 'sent/m' });
});

test('many at once, each with its own answer', async () => {
  await value({ do: 'put', name: 'many/b', bytes: bytes('old') });
  const files = ['a', 'b', 'c'].map((name) => ({ name, bytes: bytes(`new ${name}`) }));
  assert.deepEqual(await value({ do: 'write_all', name: 'many', files }), ['', 'store.exists', '']);
  assert.equal(await read('many/b'), 'old');
  assert.deepEqual(await value({ do: 'write_all', name: 'many', files, over: true }), ['', '', '']);
  assert.equal(await read('many/b'), 'new b');
  assert.deepEqual(await value({ do: 'remove_all', name: 'many', names: ['a', 'x', 'c'] }), ['', 'store.missing', '']);
  assert.deepEqual(await value({ do: 'list', name: 'many' }), [['b', 5]]);
});

test('numbers are counted once each, by two tabs at a time, and begin nowhere near 1', async () => {
  const other = await tab();
  const first = await value({ do: 'count_up', name: 'device.json' });
  const all = (await Promise.all([page, other, page, other, page, other].map((on) => value({ do: 'count_up', name: 'device.json' }, on)))).sort((a, b) => a - b);
  assert.deepEqual(all, [1, 2, 3, 4, 5, 6].map((i) => first + i));
  const begins = await Promise.all([0, 1, 2, 3, 4].map((i) => value({ do: 'count_up', name: `other${i}.json` })));
  assert.equal(new Set(begins).size, 5);
  await other.close();
});

test('a member is set when it still is what it was', async () => {
  assert.equal(await value({ do: 'member', name: 'device.json', key: 'pin' }), '');
  await value({ do: 'set_member', name: 'device.json', key: 'pin', was: '', now: '{"b": 2, "a":1}' });
  const kept = await value({ do: 'member', name: 'device.json', key: 'pin' });
  assert.deepEqual(JSON.parse(kept), { a: 1, b: 2 });
  await refused('store.changed', { do: 'set_member', name: 'device.json', key: 'pin', was: '', now: '1' });
  await value({ do: 'set_member', name: 'device.json', key: 'pin', was: kept, now: '' });
  assert.equal(await value({ do: 'member', name: 'device.json', key: 'pin' }), '');
});

test('one hold of a name, given back by letting go or by the tab that ends', async () => {
  const held = await value({ do: 'hold', name: 'sync' });
  const other = await tab();
  await refused('store.taken', { do: 'hold', name: 'sync' }, other);
  await value({ do: 'release', hold: held });
  const again = async () => (await ask({ do: 'hold', name: 'sync' }, other)).code === undefined;
  for (let i = 0; i < 20 && !(await again()); ++i);
  await refused('store.taken', { do: 'hold', name: 'sync' });
  await other.close();
  let got = false;
  for (let i = 0; i < 50 && !got; ++i) got = (await ask({ do: 'hold', name: 'sync' })).code === undefined;
  assert.ok(got);
});

test('a log grows to its limit and begins anew', async () => {
  for (const line of ['first line', 'second line', 'third line']) await value({ do: 'note', name: 'log/x', line, most: 25 });
  assert.equal(await read('log/x'), 'third line\n');
  assert.equal(await read('log/x.old'), 'first line\nsecond line\n');
});

test('what was said to be kept is there after the page went in the middle of the next', async () => {
  const other = await tab();
  await value({ do: 'put', name: 'kept/one', bytes: bytes('one') }, other);
  await other.evaluate((b) => { for (let i = 0; i < 50; ++i) globalThis.ask({ do: 'put', name: `kept/more${i}`, bytes: b }); }, bytes('x'.repeat(20000)));
  await other.close();
  assert.equal(await read('kept/one'), 'one');
  const names = await value({ do: 'list', name: 'kept' });
  assert.ok(names.every(([name, size]) => size === (name === 'one' ? 3 : 20000)), 'each is whole');
});

test('a tab that does not have the lock keeps nothing', async () => {
  const other = await tab();
  await other.evaluate(() => (globalThis.mayWrite = false));
  for (const command of [{ do: 'put', name: 'no/a', bytes: bytes('a') }, { do: 'count_up', name: 'device.json' }, { do: 'rehearse', folders: ['outbox'], name: 'device.json' }])
    await refused('store.taken', command, other);
  await refused('store.missing', { do: 'read', name: 'no/a' }, other);
  await other.close();
});

test('no room: it says so, what was kept stays, and it goes on when there is room', async () => {
  const session = await context.newCDPSession(page);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin: url.slice(0, -1) });
  await session.send('Storage.overrideQuotaForOrigin', { origin: url.slice(0, -1), quotaSize: usage + 60_000 });
  let kept = 0;
  let answer = {};
  // The browser asks anew what room there is after 30 s only.
  for (const end = Date.now() + 60_000; Date.now() < end; ++kept) {
    answer = await ask({ do: 'put', name: `full/${kept}`, bytes: bytes('y'.repeat(40_000)) });
    if (answer.code) break;
    await pause(100);
  }
  assert.equal(answer.code, 'store.full', JSON.stringify(answer));
  await refused('store.full', { do: 'rehearse', folders: ['outbox'], name: 'device.json' }).catch(() => {}); // small ones may still fit
  const names = (await value({ do: 'list', name: 'full' })).map(([name]) => Number(name)).sort((a, b) => a - b);
  assert.deepEqual(names, [...Array(kept).keys()], 'exactly what was said to be kept');
  await session.send('Storage.overrideQuotaForOrigin', { origin: url.slice(0, -1) });
  await value({ do: 'put', name: 'full/after', bytes: bytes('z') });
  assert.equal(await read('full/after'), 'z');
});

// --- sealing -----------------------------------------------------------------------------------------------------------

const jose = (args, input) => execFileSync('jose', args, { input, encoding: 'utf8' });
const file = (name, content) => {
  mkdirSync(join(folder, 'keys'), { recursive: true });
  const path = join(folder, 'keys', name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

// RSA-OAEP-256, which Debian's jose doesn't know: opened by OpenSSL, as node has it.
function openByRsa(jwe, jwk) {
  const wrapped = jwe.recipients.find(({ header }) => header.alg === 'RSA-OAEP-256').encrypted_key;
  const content = privateDecrypt({ key: createPrivateKey({ key: JSON.parse(jwk), format: 'jwk' }), oaepHash: 'sha256' }, Buffer.from(wrapped, 'base64url'));
  const cipher = createDecipheriv('aes-256-gcm', content, Buffer.from(jwe.iv, 'base64url'));
  cipher.setAAD(Buffer.from(jwe.protected)).setAuthTag(Buffer.from(jwe.tag, 'base64url'));
  return Buffer.concat([cipher.update(Buffer.from(jwe.ciphertext, 'base64url')), cipher.final()]).toString();
}

test("sealed here, opened by Debian's jose and by OpenSSL, by each of two readers", async () => {
  const keys = [jose(['jwk', 'gen', '-i', '{"kty":"EC","crv":"P-256"}']), jose(['jwk', 'gen', '-i', '{"kty":"RSA","bits":2048}'])];
  const open = keys.map((key) => jose(['jwk', 'pub', '-i-'], key));
  const sealed = await value({ do: 'seal', bytes: bytes('een bericht'), header: '{"wv":{"id":"x"}}', recipients: open });
  const jwe = JSON.parse(sealed);
  assert.deepEqual(Object.keys(jwe).sort(), ['ciphertext', 'iv', 'protected', 'recipients', 'tag']);
  assert.deepEqual(JSON.parse(Buffer.from(jwe.protected, 'base64url')), { wv: { id: 'x' }, enc: 'A256GCM' });
  assert.equal(jose(['jwe', 'dec', '-i', file('sealed', sealed), '-k', file('key', keys[0])]), 'een bericht');
  assert.equal(openByRsa(jwe, keys[1]), 'een bericht');
  keys.forEach((key, i) => {
    assert.equal(jwe.recipients[i].header.kid, jose(['jwk', 'thp', '-i-', '-a', 'S256'], key).trim());
  });
  for (const key of keys) assert.equal(Buffer.from(await value({ do: 'open', jwe: sealed, key }), 'base64url').toString(), 'een bericht');
  jwe.ciphertext = (jwe.ciphertext[0] === 'A' ? 'B' : 'A') + jwe.ciphertext.slice(1);
  await refused('seal.failed', { do: 'open', jwe: JSON.stringify(jwe), key: keys[0] });
  await refused('seal.no_match', { do: 'open', jwe: sealed, key: jose(['jwk', 'gen', '-i', '{"kty":"EC","crv":"P-256"}']) });
});

test("sealed by Debian's jose, opened here", async () => {
  const key = jose(['jwk', 'gen', '-i', '{"kty":"EC","crv":"P-256"}']);
  const more = jose(['jwk', 'gen', '-i', '{"alg":"A256KW"}']);
  const template = '{"protected":{"enc":"A256GCM"}}';
  const sealed = jose(['jwe', 'enc', '-i', template, '-I', file('plain', 'van elders'), '-r', '{"header":{"alg":"ECDH-ES+A256KW"}}', '-k', file('a', key), '-r', '{"header":{"alg":"A256KW"}}', '-k', file('b', more)]);
  for (const one of [key, more]) assert.equal(Buffer.from(await value({ do: 'open', jwe: sealed, key: one }), 'base64url').toString(), 'van elders');
});

test('signed here and there; a header chooses nothing', async () => {
  const key = await value({ do: 'make_key' });
  const open = await value({ do: 'public_of', key });
  assert.equal(JSON.parse(open).d, undefined);
  const signed = await value({ do: 'sign', bytes: bytes('getekend'), key });
  assert.equal(jose(['jws', 'ver', '-i', file('jws', signed), '-k', file('signer', open), '-O-']), 'getekend');
  const theirs = jose(['jws', 'sig', '-c', '-I', file('payload', 'getekend'), '-k', file('theirs', jose(['jwk', 'gen', '-i', '{"alg":"ES256"}']))]);
  const them = jose(['jwk', 'pub', '-i', file('theirs', readFileSync(join(folder, 'keys/theirs'), 'utf8'))]);
  assert.equal(Buffer.from(await value({ do: 'verify', jws: theirs, keys: [open, them] }), 'base64url').toString(), 'getekend');
  await refused('seal.not_signed', { do: 'verify', jws: theirs, keys: [open] });
  const [header, payload, signature] = signed.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  for (const forged of [`${none}.${payload}.`, `${none}.${payload}.${signature}`, `${header}.${bytes('anders')}.${signature}`, 'x', ''])
    await refused('seal.not_signed', { do: 'verify', jws: forged, keys: [open] });
});

test('numbers that are no key are refused', async () => {
  const key = JSON.parse(await value({ do: 'make_key' }));
  const off = { ...key, y: key.x };
  await refused('seal.bad_key', { do: 'public_of', key: JSON.stringify(off) });
  await refused('seal.bad_key', { do: 'seal', bytes: bytes('a'), header: '{}', recipients: [JSON.stringify(off)] });
  await refused('seal.bad_key', { do: 'seal', bytes: bytes('a'), header: '{}', recipients: [] });
  await refused('seal.bad_key', { do: 'public_of', key: 'no key' });
});

test('Argon2id as everywhere else (RFC 9106, numbers of src/crypto/FORMAT.md; what libargon2 of Debian says)', async () => {
  const salt = Buffer.alloc(16);
  salt.write('wijkverbinder/1');
  const stretched = Buffer.from(await value({ do: 'stretch', password: '0070001232ABCD1234', salt: salt.toString('base64url') }), 'base64url');
  assert.equal(stretched.toString('hex'), kStretched);
});
const kStretched = 'e4cc431f23c3904271556c0634618303829220a1e5254aefde8b988097aded730f1636263d7087bb967df595b8b0e32c';
