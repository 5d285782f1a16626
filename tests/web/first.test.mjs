// The first screen while the program is still on its way: the browser's own, with the program's words; a touch on it is
// kept and given on, and no other touch is made up.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../platform/web/serve.mjs';
import { Hand, built, drop, open, pause, scratch } from './browser.mjs';

const folder = scratch('first');
const words = JSON.parse(readFileSync(new URL('../../assets/i18n/nl.json', import.meta.url), 'utf8'));
let server, context;

before(async () => {
  server = await serve(join(built, 'site'));
  context = await open(join(folder, 'profile'), { serviceWorkers: 'block' }); // or the program would come from there
});
after(async () => {
  await context?.close();
  server?.closeAllConnections();
  server?.close();
  drop(folder);
});

// A page whose program comes when `come` is called.
async function slowly() {
  const page = await context.newPage();
  const hand = new Hand(page);
  let come;
  const coming = new Promise((done) => (come = done));
  await page.route(/\.wasm$/, async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'commit' });
  await page.locator('#first h1').waitFor();
  return { page, hand, come };
}
const frames = (page) => page.evaluate(() => performance.getEntriesByName('first frame').length);

test('stands there before the program, and begins with the touch that it got', async () => {
  const { page, hand, come } = await slowly();
  assert.equal(await page.locator('#first h1').textContent(), words['attract.heading']);
  assert.equal(await page.locator('#first button').textContent(), words['attract.start']);
  assert.equal(await page.locator('#first [role=status]').textContent(), words['trial.banner'], 'a trial says so here too');
  assert.ok((await page.locator('#first svg').boundingBox()).height > 100, 'the picture is there');
  const button = await page.locator('#first button').boundingBox();
  await page.touchscreen.tap(button.x + button.width / 2, button.y + button.height / 2);
  assert.equal(await frames(page), 0, 'the program had drawn nothing yet');
  come();
  await hand.screen('home');
  assert.equal(await page.locator('#first').count(), 0);
  assert.deepEqual(hand.faults, []);
  await page.close();
});

test('control: untouched, the program begins at its own first screen', async () => {
  const { page, hand, come } = await slowly();
  come();
  await hand.screen('attract');
  await pause(500);
  await hand.screen('attract');
  assert.equal(await page.locator('#first').count(), 0);
  await page.close();
});

// Letters are cut, and what draws them is: of each script some ink has to be there, as dark as text.
test('the program draws its letters: Latin, Cyrillic, Arabic', async () => {
  const { page, hand, come } = await slowly();
  come();
  await hand.screen('attract');
  await hand.rest();
  const ink = (box) => page.evaluate(({ x, y, width, height }) => {
    const canvas = document.getElementById('canvas');
    const scale = canvas.width / canvas.getBoundingClientRect().width;
    const { data } = canvas.getContext('2d').getImageData(x * scale, y * scale, width * scale, height * scale);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) dark += data[i] + data[i + 1] + data[i + 2] < 384 ? 1 : 0;
    return dark / (data.length / 4);
  }, box);
  for (const id of ['attract.heading', 'attract.greeting', 'attract.touch.4', 'attract.touch.6', 'language.ar', 'language.uk']) {
    const box = await hand.node(id).boundingBox();
    assert.ok((await ink(box)) > 0.02, `${id} has ${await ink(box)} ink`);
  }
  const { y, height } = await hand.node('attract.heading').boundingBox();
  assert.equal(await ink({ x: 4, y, width: 30, height }), 0, 'the control: beside the letters there is none');
  await page.close();
});
