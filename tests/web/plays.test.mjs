// The journeys of tests/journeys once more in a browser, by finger, each beside the native program: after every command the same
// screen, the same nodes with the same names, words and states, at the same places (player.mjs).
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { Hand, drop, makeSite, open, root, scratch } from './browser.mjs';
import { kZone, play, screenOf, visit } from './player.mjs';
import { serve } from '../../platform/web/serve.mjs';

const kPlayed = [
  ['question', 'pl'], ['question.nl', 'nl'], ['question.ar', 'ar'], ['question.en', 'en'], ['initiative', 'uk'], ['signal', 'tr'], ['conversation', 'nl'],
  ['roles.nl', 'nl'], ['roles.ar', 'ar'], ['languages', 'nl'], ['danger.nl', 'nl'], ['around', 'nl'], ['tour', 'nl'],
];
// Not in a browser, and why.
const kNot = {
  host: 'sticks, and a PIN behind a press of five seconds, are a kiosk\'s',
  voice: 'a page has no microphone yet',
  leaving: 'it waits for minutes; own.test.mjs has the same with a shorter patience',
};

const folder = scratch('plays');
const servers = [];
const sites = new Map();
let context;

after(() => {
  for (const server of servers) server.close();
  drop(folder);
});
afterEach(async () => {
  await context?.close();
  context = null;
});

// The example's settings, begun in that language, and their site.
async function siteOf(language) {
  if (!sites.has(language)) {
    const settings = join(folder, `settings-${language}`), site = join(folder, `site-${language}`);
    cpSync(join(root, 'assets/example'), settings, { recursive: true });
    const config = JSON.parse(readFileSync(join(settings, 'config.json'), 'utf8'));
    config.languages = [language, ...config.languages.filter((one) => one !== language)];
    writeFileSync(join(settings, 'config.json'), JSON.stringify(config));
    makeSite(site, settings);
    const server = await serve(site);
    servers.push(server);
    sites.set(language, { settings, site, url: `http://127.0.0.1:${server.address().port}/` });
  }
  return sites.get(language);
}
async function playIn(name, language) {
  const { settings, url } = await siteOf(language);
  const own = scratch('play');
  context = await open(join(own, 'profile'), { ...screenOf('tablet-10'), timezoneId: kZone });
  try {
    const hand = new Hand(context.pages()[0]);
    await visit(hand, url);
    const steps = await play(join(root, 'tests/journeys', `${name}.play`), hand, own, { settings, profile: 'tablet-10' });
    assert.deepEqual(hand.faults, []);
    return steps;
  } finally {
    await context.close();
    drop(own);
  }
}

for (const [name, language] of kPlayed)
  test(`${name} in ${language}`, async (t) => t.diagnostic(`${await playIn(name, language)} steps`));

test('every play is among these, or there is a reason', () => {
  const all = readdirSync(join(root, 'tests/journeys')).filter((file) => file.endsWith('.play')).map((file) => basename(file, '.play'));
  const known = new Set([...kPlayed.map(([name]) => name), ...Object.keys(kNot)]);
  assert.deepEqual(all.filter((name) => !known.has(name) && !known.has(`${name.split('.')[0]}.nl`)), []);
});

test('control: one word that is another one in the browser, and the play fails', async () => {
  const { site } = await siteOf('nl');
  const pack = readdirSync(site).find((name) => /^start\.[0-9a-f]+\.pack$/.test(name));
  const bytes = readFileSync(join(site, pack));
  const at = bytes.indexOf('Wat wilt u weten?');
  assert.ok(at > 0);
  bytes.write('Wat wilt u meten?', at);
  writeFileSync(join(site, pack), bytes);
  for (const ending of ['br', 'gz']) rmSync(join(site, `${pack}.${ending}`));
  await assert.rejects(playIn('question.nl', 'nl'), /form\.heading name: .*weten.*meten/);
});
