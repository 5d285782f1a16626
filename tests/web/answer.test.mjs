// The whole way round: a resident asks on a tablet in a browser, the office answers with its own program, and the resident reads
// it with number and code, by the view that `sync --setup` makes in a store of CouchDB's kind (pouchdb-server).
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Clerk, Hand, open, openEnvelope, town, until } from './browser.mjs';

const place = await town('answer');
const { folder, store, line, url, office, end } = place;
const clerk = new Clerk(place);
let context, hand;

before(async () => {
  await clerk.setUp();
  context = await open(join(folder, 'profile'));
  hand = new Hand(await context.newPage());
  await hand.page.goto(url);
  await hand.screen('attract');
});
after(async () => {
  await context?.close();
  await end();
});

const digits = (text) => text.replace(/\D/g, '');
async function look(number, code) {
  await hand.step(['attract.start'], 'home.track');
  await hand.step(['home.track'], 'track.number');
  await hand.tap('track.number');
  await hand.rest();
  await hand.page.keyboard.type(number);
  await hand.tap('track.code');
  await hand.rest();
  await hand.page.keyboard.type(code);
  await hand.tap('track.find');
}
async function leave() {
  await hand.step(['bar.stop'], 'stop.confirm');
  await hand.tap('stop.confirm');
  await hand.screen('attract');
}

test('asked here, answered there, read here; a stranger can answer nobody', async () => {
  await hand.ask('Wanneer komt de bus?');
  const number = digits(await hand.words('receipt.number'));
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await hand.words('receipt.code'))[0].replace('-', '');
  const [document] = await until('the envelope at the server', async () => {
    const all = await store.documents();
    return all.length === 1 && all;
  });
  assert.equal(openEnvelope(clerk.kept(document), office.key).message, 'Wanneer komt de bus?');
  await hand.step(['receipt.done'], 'attract.start');

  await look(number, code); // nothing is there yet, and it says so
  await hand.shows('track.none');
  await leave();

  const stranger = join(folder, 'stranger.jwk');
  clerk.program('keys', 'new', '--out', stranger);
  clerk.answer(document, 'gelogen', stranger); // a key that nobody believes
  const { rows } = await (await fetch(`${store.url}/answers/_all_docs`)).json();
  assert.equal(rows.filter(({ id }) => !id.startsWith('_design')).length, 1, 'it lies where the page looks');
  await look(number, code);
  await hand.shows('track.none');
  await leave();

  clerk.answer(document, 'De bus komt om tien over elf.');
  await look(number, code.slice(0, -1) + (code.endsWith('2') ? '3' : '2')); // a code one letter off is somebody else's
  await hand.shows('track.none');
  await leave();
  await look(number, code);
  await hand.shows('answer.text');
  assert.match(await hand.words('answer.text'), /De bus komt om tien over elf\./);
  assert.ok(line.asked.some((asked) => /^GET \/answers\/by-tag\/[0-9a-f]{32}$/.test(asked)));
  assert.deepEqual(line.asked.filter((asked) => /_changes|_design|_all_docs/.test(asked)), []);
  assert.deepEqual(hand.faults, []);
});
