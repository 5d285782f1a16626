// Without a network, and against everything that takes a browser's memory away: what was said to be kept arrives, and arrives
// once; what can't be kept is not said to be. Each in real Chromium, the server behind a line that can be cut; and each has its
// control: the page without what protects it, where the same must go wrong.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { Hand, drop, kill, makeSite, municipality, open, openEnvelope, pause, town, until } from './browser.mjs';

const { folder, site, store, line, url, office, end } = await town('offline');
const profile = join(folder, 'profile');
let context, hand;
let settings; // the municipality's, as they are at first
let changed = false; // the site, by a test

before(async () => {
  settings = readFileSync(join(office.settings, 'municipality.json'));
});
after(async () => {
  await context?.close().catch(() => {});
  await end();
});
// Each begins with a browser that nobody has used, and with the line whole.
afterEach(async () => {
  await context?.close().catch(() => {}); // it may have been killed
  context = null;
  drop(profile);
  if (!line.up) await line.begin();
  line.answers = 'come';
  writeFileSync(join(office.settings, 'municipality.json'), settings);
  if (changed) whole();
  changed = false;
});

async function browser() {
  context = await open(profile);
  hand = new Hand(context.pages()[0] ?? (await context.newPage()));
}
async function visit() {
  await hand.page.goto(url);
  await hand.screen('attract');
  await hand.page.waitForFunction(() => document.documentElement.dataset.whole === 'yes');
}
// From the first visit until the page may lose its server.
async function begin() {
  await browser();
  await visit();
  await until('the set to be kept', () => hand.page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)));
  line.asked.length = 0;
}
async function again() { // another browser over the same folder
  await browser();
  await visit();
}
const waiting = async () => (await hand.kept('outbox/')).map((name) => /[^/]+(?=\.json$)/.exec(name)[0]);
const sent = async () => (await hand.kept('sent/')).map((name) => /[^/]+(?=\.json$)/.exec(name)[0]);
const all = async (id) => (await store.documents()).filter(({ _id }) => _id === id);
// Once, whole, and the office can read it.
async function arrived(id, words) {
  const [document] = await until('the envelope at the server', async () => {
    const found = await all(id);
    return found.length > 0 && found;
  });
  assert.match(document._rev, /^1-/, 'written once');
  const file = join(folder, `${id}.json`);
  writeFileSync(file, JSON.stringify(document));
  assert.equal(openEnvelope(file, office.key).message, words);
  await until('the page to know', async () => (await sent()).includes(id) && !(await waiting()).includes(id));
  const same = (await store.documents()).filter((one) => one.sha256 === document.sha256);
  assert.equal(same.length, 1);
}
const looks = () => hand.page.evaluate(() => window.dispatchEvent(new Event('online')));
// The site with something taken out of one of its files; `name`: how the file begins.
function without(name, from, to) {
  const [file] = readdirSync(site).filter((one) => one.startsWith(name) && /\.(mjs|js|html)$/.test(one));
  const text = readFileSync(join(site, file), 'utf8');
  assert.ok(text.includes(from), `${file} has no ${from}`);
  writeFileSync(join(site, file), text.replace(from, to));
  for (const end of ['br', 'gz']) rmSync(join(site, `${file}.${end}`), { force: true });
  changed = true;
}
const uncheck = () => without('sw.js', '=== kFiles[file]', '!== 0'); // files of another hash are taken too
const whole = () => makeSite(site, office.settings);

test('no server: reload, ask, a cold start; it arrives once when the server is back', async () => {
  await begin();
  await line.cut();
  await hand.page.reload();
  await hand.screen('attract');
  await hand.ask('Wanneer bent u er?');
  await until('it to say where the message is', async () => (await hand.words('receipt.status')).includes('wacht hier'));
  assert.equal(await hand.node('receipt.acknowledged').count(), 0, 'nobody has it yet, so nothing says so');
  const [id, ...more] = await waiting();
  assert.deepEqual(more, []);
  await context.close();
  await again();
  assert.deepEqual(await waiting(), [id]);
  assert.deepEqual(await all(id), []);
  await line.begin();
  await looks();
  await arrived(id, 'Wanneer bent u er?');
  assert.deepEqual(line.envelopes(), [`PUT /inbox/${id}`]);
  assert.deepEqual(hand.faults, []);
});

test('control: without what keeps the set there is no page without a server', async () => {
  without('sw.js', "self.addEventListener('fetch'", "self.addEventListener('none'");
  await begin();
  await line.cut();
  await assert.rejects(hand.page.reload(), /ERR_CONNECTION_REFUSED/);
});

test('the server took it and the line broke before it could say so: asked, not sent anew', async () => {
  await begin();
  line.answers = 'lose';
  await hand.ask('Bent u er morgen ook?');
  const [put] = await until('the envelope on the line', () => line.envelopes().length > 0 && line.envelopes());
  const id = put.split('/').pop();
  assert.equal((await until('it to be kept', async () => (await all(id)).length > 0 && all(id))).length, 1);
  await looks();
  await arrived(id, 'Bent u er morgen ook?');
  // A browser may send anew by itself; whoever wrote it down already says so, and then it is read back and compared.
  const asked = line.asked.filter((one) => one.includes(id));
  assert.equal(asked.at(-1), `GET /inbox/${id}`);
  assert.deepEqual([...new Set(asked.slice(0, -1))], [put]);
});

test('killed after the server took it: the next start sends it again, is told that it is there, and it lies there once', async () => {
  await begin();
  line.answers = 'hold';
  await hand.ask('Is de zaal vrij?');
  const [put] = await until('the envelope on the line', () => line.envelopes().length > 0 && line.envelopes());
  const id = put.split('/').pop();
  await until('it to be kept', async () => (await all(id)).length > 0);
  await kill(profile);
  line.answers = 'come';
  await again();
  await arrived(id, 'Is de zaal vrij?');
});

test('killed between "saved" and sent: it is there at the next start', async () => {
  await begin();
  await line.cut();
  await hand.write('Mag de hond mee?');
  await hand.step(['review.send'], 'receipt.number'); // said to be kept: from here on it must be
  await kill(profile);
  await line.begin();
  await again();
  const [id] = [...(await waiting()), ...(await sent())];
  assert.ok(id, 'what was said to be kept is there');
  await arrived(id, 'Mag de hond mee?');
});

// What is rehearsed is kept: without that the page would say beforehand that it can keep nothing.
test('control: a store that says "kept" and keeps nothing of what waits is seen', async () => {
  without('wijkverbinder.', 'keep({on},name,bytes){', 'keep({on},name,bytes){if(/^outbox\\/[^.]/.test(name))return;');
  uncheck();
  await begin();
  await line.cut();
  await hand.ask('Mag de hond mee?');
  assert.deepEqual(await waiting(), [], 'a receipt for what is not there');
});

test('two tabs: the second says so, and goes on once the first is closed', async () => {
  await begin();
  await line.cut();
  await hand.ask('Hoe laat begint het?');
  const first = hand;
  hand = new Hand(await context.newPage());
  await hand.page.goto(url);
  await hand.page.locator('#trouble').getByText('ander tabblad').waitFor();
  await pause(500);
  assert.equal(await hand.page.locator('#trouble').isVisible(), true);
  const [id] = await first.kept('outbox/');
  await first.page.close();
  await hand.screen('attract');
  assert.equal(await hand.page.locator('#trouble').isVisible(), false);
  assert.deepEqual(await hand.kept('outbox/'), [id]);
  await line.begin();
  await looks();
  await arrived((/[^/]+(?=\.json$)/.exec(id))[0], 'Hoe laat begint het?');
});

test('control: without the lock a second tab works beside the first', async () => {
  without('start.', 'if (got) return keep();', 'return keep();');
  uncheck();
  await browser();
  await visit();
  hand = new Hand(await context.newPage());
  await visit();
});

// The last of the room, in the page: larger pieces first, so that at last not even a small one finds a place.
async function fill() {
  const database = await new Promise((done) => {
    const asked = indexedDB.open('full', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('all', { autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
  });
  const put = (size) => new Promise((done) => {
    const transaction = database.transaction('all', 'readwrite');
    transaction.objectStore('all').put(crypto.getRandomValues(new Uint8Array(size)));
    transaction.oncomplete = () => done(true);
    transaction.onabort = () => done(false);
  });
  for (const size of [60_000, 10_000, 1000, 100]) while (await put(size));
}

test('a full disk: no receipt, the words stay; with room again it is kept and arrives', async () => {
  await begin();
  const session = await context.newCDPSession(hand.page);
  const origin = url.slice(0, -1);
  await hand.write('Past dit er nog bij?');
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 1_000_000 });
  await hand.page.evaluate(fill);
  await hand.step(['review.send'], 'saving.retry');
  assert.deepEqual(await waiting(), []);
  assert.deepEqual(line.envelopes(), []);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await hand.step(['saving.retry'], 'receipt.number');
  const [id] = await until('it to be kept', async () => {
    const found = [...(await waiting()), ...(await sent())];
    return found.length > 0 && found;
  });
  await arrived(id, 'Past dit er nog bij?');
});

test('the kept set is thrown away, the store stays: what waits arrives, and the set is fetched again', async () => {
  await begin();
  await line.cut();
  await hand.ask('Waar staat de bus?');
  const [id] = await waiting();
  const empty = () => hand.page.evaluate(async () => { for (const name of await caches.keys()) await caches.delete(name); });
  await empty();
  await context.close();
  await browser();
  await assert.rejects(hand.page.goto(url), /ERR_/); // nothing to start from, and nobody there
  hand = new Hand(await context.newPage());
  await line.begin();
  await visit();
  await arrived(id, 'Waar staat de bus?');
  const files = () => hand.page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length))).reduce((a, b) => a + b, 0));
  await until('the set to be whole again', async () => (await files()) > 10);
  await line.cut();
  await hand.page.reload();
  await hand.screen('attract');
});

test('everything is thrown away while somebody writes: it is kept anew, or not said to be', async () => {
  await begin();
  await hand.write('Is er koffie?');
  const session = await context.newCDPSession(hand.page);
  await session.send('Storage.clearDataForOrigin', { origin: url.slice(0, -1), storageTypes: 'all' });
  await hand.step(['review.send', 'saving.retry'], 'receipt.number');
  const [id] = await until('it to be kept', async () => {
    const found = [...(await waiting()), ...(await sent())];
    return found.length > 0 && found;
  });
  await arrived(id, 'Is er koffie?');
});

// --- a newer version ---------------------------------------------------------------------------------------------------

const versions = () => hand.page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('wijkverbinder ')));
const title = () => hand.page.title();
function renew(name) {
  const file = join(office.settings, 'municipality.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), name }));
  whole();
  changed = true;
}
const look = () => hand.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => {}));

test('a new version is taken when nobody is there, not under the hands of somebody who writes; what waits stays', async () => {
  await begin();
  await line.cut();
  await hand.ask('Een vraag van de oude versie');
  const [id] = await waiting();
  await hand.step(['receipt.done'], 'attract.start');
  await hand.step(['attract.start'], 'home.question');
  renew('Nieuwdorp');
  line.answers = 'hold'; // what waits shall wait until the new version is there
  await line.begin();
  await look();
  await until('both to be kept', async () => (await versions()).length === 2);
  await pause(1000);
  assert.equal(await hand.page.evaluate(() => document.getElementById('mirror').dataset.screen), 'home', 'who is there stays there');
  assert.doesNotMatch(await title(), /Nieuwdorp/);
  await hand.step(['bar.stop'], 'stop.confirm');
  await hand.tap('stop.confirm');
  await until('the new version', async () => (await title().catch(() => '')).includes('Nieuwdorp'));
  await hand.screen('attract');
  await until('the old one to be gone', async () => (await versions()).length === 1);
  line.answers = 'come';
  await looks();
  await arrived(id, 'Een vraag van de oude versie');
});

for (const [what, checks] of [['half a version is not taken', true], ['control: unchecked, half a version is taken', false]])
  test(what, async () => {
    if (!checks) uncheck();
    await begin();
    const [old] = await versions();
    renew('Halfdorp');
    if (!checks) {
      uncheck();
      without('sw.js', 'if (earlier && ', 'if (false && '); // else it would find the old page good enough
    }
    const [rest] = readdirSync(site).filter((name) => /^index\.html$/.test(name));
    writeFileSync(join(site, rest), '<!doctype html><title>Log in op de wifi</title>');
    for (const end of ['br', 'gz']) rmSync(join(site, `${rest}.${end}`));
    await look();
    if (checks) {
      await until('it to be refused', () => hand.page.evaluate(async () => !(await navigator.serviceWorker.getRegistration()).installing));
      assert.deepEqual(await versions(), [old]);
      await hand.page.reload();
      await hand.screen('attract');
      assert.doesNotMatch(await title(), /Log in|Halfdorp/);
    } else {
      await until('the log-in page in the place of ours', async () => (await title().catch(() => '')).includes('Log in'));
    }
  });
