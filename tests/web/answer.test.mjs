// The whole way round: a resident asks on a tablet in a browser, the office answers with its own program, and the resident reads
// it with number and code, by the view that `sync --setup` makes in a store of CouchDB's kind (pouchdb-server).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Hand, native, open, openEnvelope, town, until } from './browser.mjs';

const { folder, store, line, url, office, end } = await town('answer');
let context, hand;
const program = (...words) => execFileSync(native, words, { encoding: 'utf8' });

before(async () => {
  // The office's own settings: the same, but past the door.
  const config = JSON.parse(readFileSync(join(office.settings, 'config.json'), 'utf8'));
  office.config = join(office.settings, 'office.json');
  writeFileSync(office.config, JSON.stringify({ ...config, sync: { type: 'couchdb', url: store.url } }));
  office.data = join(folder, 'office');
  await fetch(`${store.url}/inbox`, { method: 'DELETE' }); // `--setup` makes all of them
  program('sync', '--setup', '--config', office.config, '--data', office.data);
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
const kept = (document) => {
  const file = join(folder, 'asked.json');
  writeFileSync(file, JSON.stringify(document));
  return file;
};
const answer = (document, words, stranger) => {
  const text = join(folder, 'answer.txt');
  writeFileSync(text, words);
  // Without the settings the program doesn't look whether anybody believes that key.
  const by = stranger ? ['--sign', stranger, '--seq', '9'] : ['--sign', office.key, '--config', office.config];
  program('answer', kept(document), '--key', office.key, '--text-file', text, '--data', office.data, ...by);
  program('sync', '--once', '--config', office.config, '--data', office.data);
};

test('asked here, answered there, read here; a stranger can answer nobody', async () => {
  await hand.ask('Wanneer komt de bus?');
  const number = digits(await hand.words('receipt.number'));
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await hand.words('receipt.code'))[0].replace('-', '');
  const [document] = await until('the envelope at the server', async () => {
    const all = await store.documents();
    return all.length === 1 && all;
  });
  assert.equal(openEnvelope(kept(document), office.key).message, 'Wanneer komt de bus?');
  await hand.step(['receipt.done'], 'attract.start');

  await look(number, code); // nothing is there yet, and it says so
  await hand.shows('track.none');
  await leave();

  const stranger = join(folder, 'stranger.jwk');
  program('keys', 'new', '--out', stranger);
  answer(document, 'gelogen', stranger); // a key that nobody believes
  const { rows } = await (await fetch(`${store.url}/answers/_all_docs`)).json();
  assert.equal(rows.filter(({ id }) => !id.startsWith('_design')).length, 1, 'it lies where the page looks');
  await look(number, code);
  await hand.shows('track.none');
  await leave();

  answer(document, 'De bus komt om tien over elf.');
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
