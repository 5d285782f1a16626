// A resident's own telephone (`device.mode` own): what is kept on it stays through a reload and a cold start, its answer comes up
// by itself and opens without a number; nothing of it can be read in what the browser keeps, and its key can't be taken out.
// Nobody is wiped away there, as on a tablet that goes round. What is gone is told.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { Clerk, Hand, drop, makeSite, open, pause, town, until } from './browser.mjs';

const kPhone = { viewport: { width: 360, height: 800 }, scale: 3 };
const kIdle = { ask_after_s: 6, reset_after_s: 2 }; // where somebody is asked at all
const kQuestion = 'Waar is de molen?';
const kAnswer = 'De molen staat bij de haven.';

const place = await town('own', { device: { mode: 'own' }, idle: kIdle });
const { folder, site, store, url, office, end } = place;
const clerk = new Clerk(place);
const profile = join(folder, 'profile');
const settings = readFileSync(join(office.settings, 'config.json'));
const answered = new Set(); // envelopes that a test has seen
let context, hand;
let changed = false; // the site, by a test

before(() => clerk.setUp());
after(end);
// Each begins with a telephone that nobody has used.
afterEach(async () => {
  await context?.close();
  context = null;
  drop(profile);
  if (!changed) return;
  writeFileSync(join(office.settings, 'config.json'), settings);
  makeSite(site, office.settings);
  changed = false;
});

async function visit() {
  await hand.page.goto(url);
  await hand.screen('attract');
  await hand.page.waitForFunction(() => document.documentElement.dataset.whole === 'yes');
}
async function begin() { // a browser over the same folder
  context = await open(profile, kPhone);
  hand = new Hand(context.pages()[0]);
  await visit();
}
async function again() {
  await context.close();
  await begin();
}
// The list, from the first screen.
async function look() {
  await hand.step(['attract.start'], 'home.track');
  await hand.scroll('home.track');
  await hand.step(['home.track'], 'track.number');
  await hand.rest();
}
async function leave() {
  await hand.step(['bar.stop'], 'stop.confirm');
  await hand.tap('stop.confirm');
  await hand.screen('attract');
}
// A question, by touch on the screen's own keys, and its receipt kept: number, code, and the envelope that came to the office.
async function askAndKeep() {
  await hand.ask(kQuestion, true);
  const number = (await hand.words('receipt.number')).replace(/\D/g, '');
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await hand.words('receipt.code'))[0];
  await hand.scroll('receipt.keep');
  await hand.step(['receipt.keep'], 'receipt.keep_state');
  assert.match(await hand.words('receipt.keep_state'), /Bewaard op dit toestel/);
  const document = await until('the envelope at the office', async () => (await store.documents()).find(({ _id }) => !answered.has(_id)));
  answered.add(document._id);
  await hand.step(['receipt.done'], 'attract.start');
  return { number, code, document };
}
const stands = async (words) => until(`"${words}" in the list`, async () => (await hand.words('track.kept.1')) === words);
// The page without something; `name`: how its file begins.
function without(name, from, to) {
  const file = readdirSync(site).find((one) => one.startsWith(name) && /\.mjs$/.test(one));
  const text = readFileSync(join(site, file), 'utf8');
  assert.ok(text.includes(from), `${file} has no ${from}`);
  writeFileSync(join(site, file), text.replace(from, to));
  for (const ending of ['br', 'gz']) rmSync(join(site, `${file}.${ending}`), { force: true });
  changed = true;
}

// --- what lies in the browser ------------------------------------------------------------------------------------------

// Every byte of every record of every database of the page, and what else it may keep words in.
async function lies() {
  const all = await hand.page.evaluate(async () => {
    const kinds = [];
    const parts = [JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])];
    const take = (value) => {
      if (value instanceof CryptoKey) kinds.push('key');
      else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) parts.push(new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength));
      else if (value instanceof Blob) kinds.push('blob'); // none is expected: it would have to be read
      else if (value && typeof value === 'object') for (const [name, inside] of Object.entries(value)) (parts.push(name), take(inside));
      else parts.push(String(value));
    };
    const asked = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = () => failed(request.error))));
    let records = 0;
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const on = database.transaction(store).objectStore(store);
        for (const list of [await asked(on.getAllKeys()), await asked(on.getAll())]) for (const one of list) (records++, take(one));
      }
      database.close();
    }
    const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
    let text = '';
    for (let i = 0; i < whole.length; i += 0x8000) text += String.fromCharCode(...whole.subarray(i, i + 0x8000));
    return { bytes: btoa(text), kinds, records };
  });
  return { ...all, bytes: Buffer.from(all.bytes, 'base64') };
}
const onDisk = () => Buffer.concat(readdirSync(profile, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name))));
// Which of these can be read there, in either of the ways in which a browser writes text.
function readable(bytes, secrets) {
  return Object.entries(secrets).filter(([, words]) => [words].flat().some((one) => ['utf8', 'utf16le'].some((way) => bytes.includes(Buffer.from(one, way))))).map(([name]) => name);
}
const secretsOf = ({ number, code }) => ({
  number: [number, number.replace(/(...)(...)(...)(.)/, '$1 $2 $3 $4')], code: [code, code.replace('-', '')], question: kQuestion, answer: kAnswer,
});
const theKey = (then) => hand.page.evaluate(async (how) => {
  const asked = (request) => new Promise((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = () => failed(request.error))));
  const database = await asked(indexedDB.open('wijkverbinder own key'));
  const key = await asked(database.transaction('key').objectStore('key').get('own'));
  database.close();
  const refused = async (format) => crypto.subtle.exportKey(format, key).then(() => 'given out', ({ name }) => name);
  return how === 'export' ? { extractable: key.extractable, raw: await refused('raw'), jwk: await refused('jwk') } : key !== undefined;
}, then);

test('kept through a reload and a cold start; the answer comes by itself and opens without a number', async () => {
  await begin();
  await look();
  await hand.shows('track.kept.nothing');
  await leave();
  const { number, code, document } = await askAndKeep();
  const secrets = secretsOf({ number, code });
  assert.match(number, /^9/, 'drawn, not counted');
  await visit();
  await look();
  await stands('Nog geen antwoord');
  assert.match(await hand.words('track.kept.1.what'), /^Uw vraag · /);
  assert.equal(await hand.node('track.kept.nothing').count(), 0);
  await again();
  await look();
  await stands('Nog geen antwoord');
  await leave();

  clerk.answer(document, kAnswer);
  // The page is looked at again, as after another program; nobody touches it.
  await hand.step(['attract.start'], 'home.track');
  await until('the news on the first page', async () => {
    await hand.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await pause(1000); // the mirror follows once nothing moves
    return (await hand.words('home.track')) === 'Er is een antwoord';
  });
  assert.deepEqual((await hand.program('home.track')).state, ['enabled'], 'in sight, without scrolling');
  await hand.tap('home.track');
  await hand.shows('track.number');
  await stands('Er is een antwoord');
  assert.equal((await hand.program('track.number')).value, '', 'nobody typed it');
  await hand.tap('track.kept.1');
  await hand.shows('answer.text');
  assert.match(await hand.words('answer.text'), new RegExp(kAnswer));
  const open = await lies();
  assert.deepEqual(readable(open.bytes, secrets), [], 'while it is read');
  assert.ok(open.records >= 6, 'there was something to search');
  assert.deepEqual(open.kinds, ['key']);
  await leave();
  await look();
  await stands('Antwoord gelezen');
  await again(); // at the start it is known, too, and stays read
  await look();
  await stands('Antwoord gelezen');
  assert.deepEqual(readable((await lies()).bytes, secrets), [], 'after a cold start');
  assert.deepEqual(hand.faults, []);

  await hand.step(['track.kept.1.forget'], 'track.kept.nothing');
  await again();
  await look();
  await hand.shows('track.kept.nothing');
  await context.close();
  assert.deepEqual(readable(onDisk(), secrets), [], 'in the files of the browser');
  await begin();
});

test('an answer that came while nobody was there is known at the start', async () => {
  await begin();
  const { document } = await askAndKeep();
  await context.close();
  clerk.answer(document, kAnswer);
  await begin();
  await hand.step(['attract.start'], 'home.track');
  await until('the news', async () => (await hand.words('home.track')) === 'Er is een antwoord');
  assert.equal((await hand.program('home.track')).state.includes('offscreen'), false);
});

test('control: where the page seals nothing the number is found; and each of the words is, laid there by hand', async () => {
  without('wijkverbinder.', 'new Uint8Array(await crypto.subtle.encrypt({name:"AES-GCM",iv},key,plain))', 'plain.slice()');
  await begin();
  const { number, code } = await askAndKeep();
  const secrets = secretsOf({ number, code });
  assert.deepEqual(readable((await lies()).bytes, secrets), ['number']);
  for (const [name, words] of Object.entries(secrets)) {
    await hand.page.evaluate(async ([key, value]) => {
      const database = await new Promise((done) => (indexedDB.open('wijkverbinder wijkverbinder').onsuccess = ({ target }) => done(target.result)));
      const transaction = database.transaction('members', 'readwrite');
      transaction.objectStore('members').put({ deep: [new TextEncoder().encode(value), value] }, key);
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();
    }, [`laid.${name}`, [words].flat().at(-1)]);
    assert.ok(readable((await lies()).bytes, secrets).includes(name));
  }
  await context.close();
  assert.ok(readable(onDisk(), secrets).includes('number'), 'in the files of the browser');
  await begin();
});

for (const [what, given] of [["the key can't be taken out of the browser", false], ['control: an extractable key is given out', true]])
  test(what, async () => {
    if (given) without('wijkverbinder.', '"AES-GCM",length:256},false,', '"AES-GCM",length:256},true,');
    await begin();
    await askAndKeep();
    const refused = given ? 'given out' : 'InvalidAccessError';
    assert.deepEqual(await theKey('export'), { extractable: given, raw: refused, jwk: refused });
  });

// --- what is gone --------------------------------------------------------------------------------------------------------

const dropKey = () => hand.page.evaluate(() => new Promise((done, failed) => {
  const asked = indexedDB.deleteDatabase('wijkverbinder own key');
  asked.onsuccess = () => done();
  asked.onerror = asked.onblocked = () => failed(new Error('it is still held'));
}));

test('a key that is gone is told; what is kept after that opens, also when it went under the running page', async () => {
  await begin();
  await askAndKeep();
  await dropKey();
  await visit();
  await look();
  await hand.shows('track.kept.shut');
  assert.match(await hand.words('track.kept.shut'), /gaat niet open/);
  assert.equal(await hand.node('track.kept.nothing').count(), 0, 'not said to be nothing');
  await leave();
  await askAndKeep();
  await visit();
  await look();
  await stands('Nog geen antwoord');
  assert.equal(await hand.node('track.kept.shut').count(), 0);
  await leave();
  await dropKey(); // and the page stays as it is
  await askAndKeep();
  await visit();
  await look();
  await stands('Nog geen antwoord');
  assert.deepEqual(hand.faults, []);
});

test('control: a page that remembers its key says "kept" of what never opens again', async () => {
  without('wijkverbinder.', 'const key=await wvOwnKey.find()??await wvOwnKey.find(await wvOwnKey.make())', 'const key=wvOwnKey.held??=await wvOwnKey.find(await wvOwnKey.make())');
  await begin();
  await askAndKeep();
  await dropKey();
  await askAndKeep();
  await visit();
  await look();
  await hand.shows('track.kept.shut');
});

test('everything that the browser keeps was cleared: it says that nothing is kept', async () => {
  await begin();
  await askAndKeep();
  const session = await context.newCDPSession(hand.page);
  await session.send('Storage.clearDataForOrigin', { origin: url.slice(0, -1), storageTypes: 'all' });
  await again(); // the page may load itself anew when its kept set is gone
  await look();
  await hand.shows('track.kept.nothing');
  await leave();
  await askAndKeep();
  await again();
  await look();
  await stands('Nog geen antwoord');
});

// --- who is away ---------------------------------------------------------------------------------------------------------

const away = async () => {
  await hand.write(kQuestion);
  await pause(1500 * (kIdle.ask_after_s + kIdle.reset_after_s));
};
test('who writes and is away finds it as it was', async () => {
  await begin();
  await away();
  await hand.screen('review');
  assert.match(await hand.words('review.message'), /molen/);
});

test('control: on a tablet that goes round it is gone by then', async () => {
  const config = JSON.parse(settings);
  writeFileSync(join(office.settings, 'config.json'), JSON.stringify({ ...config, device: { ...config.device, mode: 'event' } }));
  makeSite(site, office.settings);
  changed = true;
  await begin();
  await away();
  await hand.screen('attract');
  assert.equal(await hand.node('review.message').count(), 0);
});

// --- in Arabic -----------------------------------------------------------------------------------------------------------

test("a number runs from the left, and the button of the telephone's own keys isn't over it; control: words run from the right", async () => {
  await begin();
  await hand.step(['attract.start'], 'home.question');
  await hand.step(['bar.language'], 'language.ar');
  await hand.scroll('language.ar');
  await hand.tap('language.ar');
  const sides = async (id) => { // of the middle of the button from the middle of the field
    await hand.step([id], 'keyboard.backspace');
    await hand.rest();
    const [keys, field] = [await hand.page.locator('#keys').boundingBox(), await hand.node(id).boundingBox()];
    const way = await hand.node(id).evaluate((element) => getComputedStyle(element).direction);
    return [way, keys.x + keys.width / 2 > field.x + field.width / 2 ? 'right' : 'left'];
  };
  await hand.step(['home.question'], 'form.message');
  assert.deepEqual(await sides('form.message'), ['rtl', 'left']);
  await hand.step(['form.back'], 'home.track');
  await hand.scroll('home.track');
  await hand.step(['home.track'], 'track.number');
  assert.deepEqual(await sides('track.number'), ['ltr', 'right']);
});
