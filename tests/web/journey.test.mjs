// A resident with a tablet: asks by touch, the message is sealed in IndexedDB before the receipt shows, goes to a CouchDB
// by the door, and the office opens it with its own program.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Hand, built, open, openEnvelope, town, until } from './browser.mjs';

const shots = join(built, 'pictures');
const { folder, store, line, url, office, end } = await town('journey');
let context, hand;
const shot = (name) => hand.page.screenshot({ path: join(shots, name) });

before(async () => {
  mkdirSync(shots, { recursive: true });
  context = await open(join(folder, 'profile'));
  hand = new Hand(await context.newPage());
});
after(async () => {
  await context?.close();
  await end();
});

test('a question by touch, on the screen, in the store, at the office', async () => {
  await hand.page.goto(url);
  await hand.screen('attract');
  await hand.rest();
  await shot('attract.png');
  await hand.ask('Waar is het?', true);
  await shot('receipt.png');
  const number = await hand.words('receipt.number');
  const [document] = await until('the envelope at the server', async () => {
    const all = await store.documents();
    return all.length === 1 && all;
  });
  writeFileSync(join(folder, 'one.json'), JSON.stringify(document));
  const opened = openEnvelope(join(folder, 'one.json'), office.key);
  assert.equal(opened.message, 'Waar is het?');
  assert.equal(opened.receipt, number.replace(/\D/g, ''));
  await until('the queue to be empty', async () => (await hand.kept('outbox/')).length === 0);
  assert.deepEqual(line.envelopes(), [`PUT /inbox/${document._id}`], 'it went once');
  await hand.tap('receipt.done');
  await hand.screen('attract');
  assert.deepEqual(hand.faults, []);
});

test('it asks for nothing that the door does not give', () => {
  const kUuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  const kAllowed = new RegExp(`^(PUT /inbox/${kUuid}|GET /inbox/${kUuid}|GET /answers/by-tag/[A-Za-z0-9_-]{1,64})$`);
  assert.ok(line.asked.length > 0);
  assert.deepEqual(line.asked.filter((asked) => !kAllowed.test(asked)), []);
});
