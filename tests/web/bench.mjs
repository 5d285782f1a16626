#!/usr/bin/env node
// bench.mjs [RUNS]: what the page costs in this machine's Chromium, each beside an empty page that loads the same bytes in the
// same run: the first screen (the browser's own, which takes touches) and the program's first frame, cold (a fresh browser) and
// warm (the same browser again), the turns of typing and scrolling at twice the density, memory. Prints, and is no test:
// machines differ.
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../platform/web/serve.mjs';
import { Hand, built, drop, open, pause, scratch } from './browser.mjs';

const runs = Number(process.argv[2] ?? 5);
const folder = scratch('bench');
const site = join(folder, 'site');
cpSync(join(built, 'site'), site, { recursive: true });

// The empty page: index.html's own files, by the same preloads, and a canvas that is painted when they are there. It has the same
// service worker, which keeps the same set.
const html = readFileSync(join(site, 'index.html'), 'utf8');
const names = [...new Set([...html.matchAll(/(?:href|src)="([^"]+\.(?:mjs|wasm|pack|css))"/g)].map(([, name]) => name))];
writeFileSync(join(site, 'empty.js'), `
const canvas = document.querySelector('canvas');
await Promise.all(${JSON.stringify(names)}.map(async (name) => (await fetch(name)).arrayBuffer()));
canvas.getContext('2d').fillRect(0, 0, 9, 9);
performance.mark('first frame');
navigator.serviceWorker.register('sw.js').then(() => navigator.serviceWorker.ready).then(() => (document.documentElement.dataset.whole = 'yes'));
`);
writeFileSync(join(site, 'empty.html'), '<!doctype html><canvas></canvas><script type="module" src="empty.js"></script>');

const server = await serve(site);
const url = `http://127.0.0.1:${server.address().port}/`;

const frame = async (page) => {
  await page.waitForFunction(() => performance.getEntriesByName('first frame').length);
  return page.evaluate(() => ({ screen: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN, frame: performance.getEntriesByName('first frame')[0].startTime }));
};
const whole = (page) => page.waitForFunction(() => document.documentElement.dataset.whole === 'yes' && navigator.serviceWorker.ready.then(() => true));

async function starts(name) {
  const cold = [];
  const warm = [];
  for (let run = 0; run < runs; ++run) {
    const context = await open(join(folder, `${name || 'page'}-${run}`));
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url + name);
    cold.push(await frame(page));
    await whole(page);
    await pause(1500); // what is compiled well is kept now
    await page.goto(url + name);
    await frame(page);
    await whole(page);
    await pause(500);
    await page.goto('about:blank');
    await page.goto(url + name);
    warm.push(await frame(page));
    await context.close();
  }
  return { cold: middle(cold), warm: middle(warm) };
}
const middle_of = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
const middle = (all) => ({ screen: middle_of(all.map(({ screen }) => screen)), frame: middle_of(all.map(({ frame }) => frame)) });
const ninety_five = (all) => all.sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * 0.95))];
const line = (what, value, unit, beside) => console.log(`${what.padEnd(44)} ${value.toFixed(1).padStart(8)} ${unit}${beside ? `  ${beside}` : ''}`);

// What the page's own process holds by itself (PSS): the largest renderer of the browser that has this profile.
function memory(profile) {
  const told = (id, what) => {
    try {
      return readFileSync(`/proc/${id}/${what}`, 'utf8');
    } catch {
      return ''; // it ended meanwhile
    }
  };
  const parent = (id) => /^PPid:\s+(\d+)/m.exec(told(id, 'status'))?.[1];
  const isOurs = (id) => Boolean(id) && id !== '0' && (told(id, 'cmdline').includes(`--user-data-dir=${profile}`) || isOurs(parent(id)));
  const renderers = readdirSync('/proc').filter((id) => /^\d+$/.test(id) && told(id, 'cmdline').includes('--type=renderer') && isOurs(id));
  return Math.max(...renderers.map((id) => Number(/^Pss:\s+(\d+)/m.exec(told(id, 'smaps_rollup'))?.[1] ?? 0) / 1024));
}

const empty = await starts('empty.html');
const page = await starts('');
for (const [how, most] of [['cold', 1.5], ['warm', 1.3]]) {
  const bare = empty[how].frame;
  line(`first screen, ${how}`, page[how].screen, 'ms', `empty page ${bare.toFixed(1)}: ${(page[how].screen / bare).toFixed(2)} times (at most ${most})`);
  line(`the program's first frame, ${how}`, page[how].frame, 'ms', `${(page[how].frame / bare).toFixed(2)} times`);
}

// Each turn runs in a callback of a picture: how long those take, while somebody types and scrolls.
const context = await open(join(folder, 'turns'), { scale: 2 });
await context.addInitScript(() => {
  globalThis.turns = [];
  const ask = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (call) => ask((time) => {
    const before = performance.now();
    call(time);
    globalThis.turns.push(performance.now() - before);
  });
});
const hand = new Hand(await context.newPage());
await hand.page.goto(url);
await whole(hand.page);
await hand.rest();
const during = async (what) => {
  await hand.page.evaluate(() => (globalThis.turns = []));
  await what();
  return hand.page.evaluate(() => globalThis.turns.filter((ms) => ms > 0.3)); // those that did something
};
await hand.tap('attract.start');
await hand.tap('home.question');
await hand.tap('form.message');
const typed = await during(() => hand.type('Waar is de bibliotheek in onze buurt en wanneer is die open?'));
line(`typing at twice the density, p95 of ${typed.length}`, ninety_five(typed), 'ms', 'at most 16');
await hand.page.reload();
await whole(hand.page);
await hand.rest();
await hand.tap('attract.start');
await hand.tap('home.privacy').catch(() => {});
const wire = await context.newCDPSession(hand.page);
const scrolled = await during(async () => {
  for (let i = 0; i < 6; ++i) {
    const up = i % 2 === 0;
    await wire.send('Input.synthesizeScrollGesture', { x: 400, y: 640, yDistance: up ? -500 : 500, speed: 1200, gestureSourceType: 'touch' });
  }
});
line(`scrolling at twice the density, p95 of ${scrolled.length}`, ninety_five(scrolled), 'ms', 'at most 16');
const with_it = memory(join(folder, 'turns'));
await context.close();
const bare = await open(join(folder, 'bare'), { scale: 2 });
const nothing = await bare.newPage();
await nothing.goto(`${url}empty.html`);
await whole(nothing);
const without = memory(join(folder, 'bare'));
await bare.close();
line('memory of the page (PSS), twice the density', with_it, 'MB', `empty page ${without.toFixed(1)}: ${(with_it - without).toFixed(1)} more (at most 60)`);
server.closeAllConnections();
server.close();
drop(folder);
