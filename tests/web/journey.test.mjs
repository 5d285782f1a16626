// A resident with a tablet: asks by touch, the message is sealed in IndexedDB before the receipt shows, goes to a CouchDB
// when there is a network, and the office opens it with its own program. Then the same without any server: reload, ask, and
// the server comes back: it arrives once.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../platform/web/serve.mjs';
import { Hand, built, couch, drop, makeSite, municipality, open, openEnvelope, scratch, until } from './browser.mjs';

const shots = join(built, 'pictures');
const folder = scratch('journey');
const site = join(folder, 'site');
let store, server, url, office, context, hand;

const goOn = async (port) => {
  server = await serve(site, { port, couch: store.url });
  return `http://127.0.0.1:${server.address().port}/`;
};
const away = () => new Promise((done) => {
  server.close(done);
  server.closeAllConnections();
});
const shot = (name) => hand.page.screenshot({ path: join(shots, name) });

before(async () => {
  mkdirSync(shots, { recursive: true });
  store = await couch(join(folder, 'couch'));
  url = await goOn(0);
  office = municipality(folder, url.slice(0, -1));
  makeSite(site, office.settings);
  context = await open(join(folder, 'profile'));
  hand = new Hand(await context.newPage());
});
after(async () => {
  await context?.close();
  if (server?.listening) await away();
  await store?.end();
  drop(folder);
});

async function ask(words) {
  await hand.tap('attract.start');
  await hand.tap('home.question');
  await hand.tap('form.message');
  await hand.type(words);
  await hand.tap('form.next');
  await hand.tap('form.contact.none');
  await hand.tap('form.next');
  await hand.screen('review');
  await hand.tap('review.send');
  await hand.screen('receipt');
  await hand.rest();
}
// What lies in the page's own store, by name.
const kept = () => hand.page.evaluate(() => new Promise((done, failed) => {
  const asked = indexedDB.open('wijkverbinder wijkverbinder');
  asked.onerror = () => failed(asked.error);
  asked.onsuccess = () => {
    const all = asked.result.transaction('files').objectStore('files').getAllKeys();
    all.onsuccess = () => {
      asked.result.close();
      done(all.result);
    };
  };
}));

const receipts = [];
test('a question by touch, on the screen, in the store, at the office', async () => {
  await hand.page.goto(url);
  await hand.screen('attract');
  await hand.rest();
  await shot('attract.png');
  await ask('Waar is de bibliotheek?');
  await shot('receipt.png');
  receipts.push(await hand.node('receipt.number').textContent());
  const [document] = await until('the envelope at the server', async () => {
    const all = await store.documents();
    return all.length === 1 && all;
  });
  writeFileSync(join(folder, 'one.json'), JSON.stringify(document));
  const opened = openEnvelope(join(folder, 'one.json'), office.key);
  assert.equal(opened.message, 'Waar is de bibliotheek?');
  assert.equal(opened.receipt, receipts[0].replace(/\D/g, ''));
  await until('the queue to be empty', async () => !(await kept()).some((name) => name.startsWith('outbox/')));
  await hand.tap('receipt.done');
  await hand.screen('attract');
  assert.deepEqual(hand.faults, []);
});

test('without a server: reload, ask, and it arrives once when the server is back', async () => {
  await hand.page.waitForFunction(() => navigator.serviceWorker.controller || navigator.serviceWorker.ready.then(() => true));
  const { port } = server.address();
  await away();
  await store.end();
  await hand.page.reload();
  await hand.screen('attract');
  await ask('Wanneer bent u er?');
  receipts.push(await hand.node('receipt.number').textContent());
  const waiting = (await kept()).filter((name) => name.startsWith('outbox/'));
  assert.equal(waiting.length, 1, 'the sealed envelope waits in the store');
  await hand.tap('receipt.done');
  await context.close(); // the whole browser goes, and comes back without a network
  context = await open(join(folder, 'profile'));
  hand = new Hand(await context.newPage());
  await hand.page.goto(url);
  await hand.screen('attract');
  assert.deepEqual((await kept()).filter((name) => name.startsWith('outbox/')), waiting);
  await store.begin();
  await goOn(port);
  await hand.page.evaluate(() => window.dispatchEvent(new Event('online')));
  const documents = await until('the second envelope at the server', async () => {
    const all = await store.documents();
    return all.length === 2 && all;
  });
  const mine = documents.find(({ _id }) => waiting[0].includes(_id));
  writeFileSync(join(folder, 'two.json'), JSON.stringify(mine));
  assert.equal(openEnvelope(join(folder, 'two.json'), office.key).message, 'Wanneer bent u er?');
  assert.ok(documents.every(({ _rev }) => _rev.startsWith('1-')), 'each was written once');
  assert.notEqual(receipts[0], receipts[1]);
});
