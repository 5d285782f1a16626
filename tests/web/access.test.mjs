// Who goes through the page without seeing or touching the canvas: by a screen reader's press, by keys alone, on the device's
// own keyboard, enlarged, turned. Every screen of the residents' side is judged by axe-core; what is typed by whichever way
// ends in the same message at the office.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../platform/web/serve.mjs';
import { Hand, built, couch, drop, makeSite, municipality, open, openEnvelope, pause, scratch, until } from './browser.mjs';

const kPhone = { width: 360, height: 800 };
const shots = join(built, 'pictures');
const folder = scratch('access');
const site = join(folder, 'site');
const axe = readFileSync(join(built, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');
let store, server, url, office;
let browsers = 0;

before(async () => {
  mkdirSync(shots, { recursive: true });
  store = await couch(join(folder, 'couch'));
  server = await serve(site, { port: 0, couch: store.url });
  url = `http://127.0.0.1:${server.address().port}/`;
  office = municipality(folder, url.slice(0, -1));
  makeSite(site, office.settings);
});
after(async () => {
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  await store.end();
  drop(folder);
});

// Somebody at the first screen, in a browser of their own.
async function visitor(t, how = {}) {
  const profile = join(folder, `profile${++browsers}`);
  if (how.preferences) {
    mkdirSync(join(profile, 'Default'), { recursive: true });
    writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(how.preferences));
  }
  const context = await open(profile, { viewport: kPhone, scale: 2, ...how.browser });
  t.after(() => context.close());
  const hand = new Hand(await context.newPage());
  await hand.page.goto(url);
  await hand.screen('attract');
  await hand.rest();
  return Object.assign(hand, { context });
}
// As a screen reader or a switch does it: the element is pressed, nobody touches the canvas.
async function press(hand, id) {
  await hand.shows(id);
  await hand.node(id).evaluate((element) => element.click());
  await settle(hand);
}
async function settle(hand) {
  await hand.rest();
  await pause(150); // the mirror follows at rest
}
const data = (hand, name) => hand.page.evaluate((key) => document.getElementById('mirror').dataset[key], name);
const focused = (hand) => hand.page.evaluate(() => document.activeElement.dataset.id ?? document.activeElement.id);
const field = (hand, id) => hand.node(id).inputValue();

// --- axe-core -----------------------------------------------------------------------------------------------------------

async function judge(hand) {
  if (!(await hand.page.evaluate(() => 'axe' in window))) await hand.page.evaluate(axe);
  // Colours are those of the canvas, measured there by the sweep (A6): what lies over it has none.
  const { violations } = await hand.page.evaluate(() => window.axe.run(document, { rules: { 'color-contrast': { enabled: false } } }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

// Names of what is pressed, ":" before what is expected to be there then, "=" before words for a field.
const kWalk = [
  'bar.language', 'language.{lang}', ':home', 'bar.text', ':home', 'letters.close', 'bar.help', 'help.close', 'bar.stop', 'stop.stay', 'bar.listen', 'volume.close',
  'home.roles', ':roles', 'roles.with', 'roles.fixer', ':role', 'form.back', 'form.back',
  'home.checklist', ':checklist', 'checklist.1', 'form.back', 'home.track', ':track', 'track.find', 'form.back', 'home.themes', ':themes', 'form.back',
  'home.question', ':form', 'form.next', 'form.message=Mijn BSN is 111222333', 'form.next', 'bsn.remove',
  'form.next', 'form.contact.phone', 'form.next', 'form.next', 'form.phone=0612345678', 'form.next', ':review', 'form.hide', 'form.hide',
  'review.send', ':receipt', 'receipt.done', ':attract',
  'attract.start', 'bar.language', 'language.{lang}', 'home.signal', 'form.message.lamp', 'form.next', 'form.place.here', 'form.back', 'form.back',
  'home.conversation', 'form.with.worry', 'form.next', 'form.message=Ik wil niet meer leven', 'form.next', 'danger.continue', 'form.back', 'form.back', 'form.back',
  'home.initiative', 'form.message.garden', 'form.next', 'form.needs.place', 'form.back', 'form.back', 'bar.logo', ':health',
];

for (const lang of ['nl', 'ar'])
  test(`axe-core finds nothing on any screen, in ${lang}`, { timeout: 300_000 }, async (t) => {
    const hand = await visitor(t);
    const found = [];
    const seen = new Set();
    for (const step of ['', ...kWalk]) {
      const [id, words] = step.replace('{lang}', lang).split('=');
      if (id.startsWith(':')) await hand.screen(id.slice(1));
      else if (words !== undefined) {
        await hand.node(id).fill(words);
        await settle(hand);
      } else if (id !== '') {
        if (!(await hand.node(id).count())) throw new Error(`no ${id} on ${await data(hand, 'screen')}/${await data(hand, 'overlay')}`);
        await press(hand, id);
      }
      const where = [await data(hand, 'screen'), await data(hand, 'overlay'), await data(hand, 'page'), id].join(' ');
      seen.add([await data(hand, 'screen'), await data(hand, 'overlay')].join('/'));
      found.push(...(await judge(hand)).map((fault) => `${where}: ${fault}`));
    }
    assert.deepEqual(found, []);
    t.diagnostic(`${seen.size} screens and overlays: ${[...seen].join(' ')}`);
    assert.ok(seen.size >= 18, [...seen].join(' '));
    assert.equal(await hand.page.evaluate(() => document.documentElement.lang), lang);
    assert.equal(await data(hand, 'screen'), 'health');
    assert.deepEqual(hand.faults, []);
  });

test('a control: a button without a name, a heading without words and a field without a label are found', async (t) => {
  const hand = await visitor(t);
  assert.deepEqual(await judge(hand), []);
  await hand.page.evaluate(() => {
    const root = document.getElementById('mirror');
    root.append(document.createElement('button'), document.createElement('h2'), document.createElement('textarea'));
  });
  const found = (await judge(hand)).map((line) => line.split(':')[0]);
  for (const rule of ['button-name', 'empty-heading', 'label']) assert.ok(found.includes(rule), `${rule} in ${found}`);
});

// --- what a screen reader meets -----------------------------------------------------------------------------------------

test('the tree that a screen reader gets: headings, fields, choices with their states, and each thing once', async (t) => {
  const hand = await visitor(t);
  const session = await hand.context.newCDPSession(hand.page);
  const all = async () => (await session.send('Accessibility.getFullAXTree')).nodes.filter(({ ignored }) => !ignored)
    .map(({ role, name, properties = [] }) => ({ role: role.value, name: name?.value ?? '', ...Object.fromEntries(properties.map(({ name: key, value }) => [key, value.value])) }));
  await press(hand, 'attract.start');
  await press(hand, 'home.question');
  let tree = await all();
  const of = (role) => tree.filter((node) => node.role === role);
  assert.deepEqual(of('heading').map(({ name, level }) => [name, level]), [['Wat wilt u weten?', 1]]);
  assert.equal(of('textbox').length, 1);
  assert.ok(of('textbox')[0].name.length > 3 && of('textbox')[0].multiline);
  assert.ok(of('Canvas').length === 0 && of('image').every(({ name }) => name));
  const tiles = of('checkbox');
  assert.equal(tiles.length, 8);
  assert.ok(tiles.every(({ checked }) => checked === 'false'));
  const names = tree.filter(({ role }) => ['button', 'checkbox', 'textbox', 'heading'].includes(role)).map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, `twice: ${names}`);
  await press(hand, 'form.message.money');
  tree = await all();
  assert.deepEqual(of('checkbox').map(({ checked }) => checked), ['true', ...Array(7).fill('false')]);
  await press(hand, 'bar.stop');
  tree = await all();
  assert.equal(of('dialog').length, 1);
  assert.ok(of('dialog')[0].modal && of('dialog')[0].name);
  assert.equal(of('checkbox').length, 0, 'nothing of the page beneath');
});

test('what goes wrong and what was done is told when it comes, once', async (t) => {
  const hand = await visitor(t);
  await hand.page.evaluate(() => {
    window.told = [];
    for (const region of document.querySelectorAll('.said')) new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach((line) => window.told.push([region.getAttribute('aria-live'), line.textContent])))).observe(region, { childList: true });
  });
  await press(hand, 'attract.start');
  await press(hand, 'home.question');
  const before = await hand.page.evaluate(() => window.told.length);
  await press(hand, 'form.next'); // nothing was written
  const told = (await hand.page.evaluate(() => window.told)).slice(before);
  assert.ok(told.some(([how, words]) => how === 'assertive' && words.length > 5), JSON.stringify(told));
  assert.equal(new Set(told.map(String)).size, told.length, 'each once');
  assert.equal(await hand.node('form.message').getAttribute('aria-invalid'), 'true');
});

test("the browser's find goes to what is scrolled away, and the program scrolls", async (t) => {
  const hand = await visitor(t);
  await press(hand, 'attract.start');
  await press(hand, 'home.checklist');
  await hand.shows('checklist.1');
  const last = await hand.page.evaluate(() => [...document.querySelectorAll('#mirror > [data-id^="checklist."]')].filter(({ wvNode }) => wvNode.state.includes('offscreen')).pop()?.dataset.id);
  assert.ok(last, 'a page that scrolls');
  const inSight = (id) => hand.node(id).evaluate(({ wvNode }) => !wvNode.state.includes('offscreen'));
  // Without a head no bar of the browser's can be opened: what it does to a page is to select words, or to scroll to them.
  const words = await hand.node(last).textContent();
  assert.ok(await hand.page.evaluate((text) => window.find(text), words));
  await settle(hand);
  assert.ok(await inSight(last), `${last} is in sight`);
  assert.ok(!(await inSight('checklist.heading')), 'what stood there before went up');
  await hand.page.evaluate(() => getSelection().removeAllRanges());
  await hand.node('checklist.heading').evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await settle(hand);
  assert.ok(await inSight('checklist.heading'), 'and back');
});

// --- the same message, whichever way ------------------------------------------------------------------------------------

const kWords = 'Waar is de bibliotheek?';
async function sent(count) {
  const all = await until(`envelope ${count}`, async () => {
    const found = await store.documents();
    return found.length >= count && found;
  });
  return all.filter(({ box }) => box === 'inbox').map((document) => {
    const file = join(folder, 'envelope.json');
    writeFileSync(file, JSON.stringify(document));
    return openEnvelope(file, office.key);
  });
}
// What differs from message to message by its nature.
const same = ({ id, receipt, created_at, answer, notice, ...rest }) => ({ ...rest, answer: Object.keys(answer ?? {}), notice: Object.keys(notice ?? {}) });

// Tab until the element of this name has the focus, as somebody does who has nothing but keys.
async function goTo(hand, id) {
  for (let i = 0; i < 80; ++i) {
    if ((await focused(hand)) === id) return;
    await hand.page.keyboard.press('Tab');
    await pause(10);
  }
  throw new Error(`Tab never comes to ${id}; it is at ${await focused(hand)}`);
}
async function byKey(hand, id, key = 'Enter') {
  await hand.shows(id);
  await goTo(hand, id);
  await hand.page.keyboard.press(key);
  await settle(hand);
}

test('by touch, by keys alone and by a screen reader: the same members at the office', { timeout: 240_000 }, async (t) => {
  const began = (await store.documents()).length;
  const touch = await visitor(t);
  for (const id of ['attract.start', 'home.question', 'form.message']) await touch.tap(id);
  await touch.type(kWords);
  for (const id of ['form.next', 'form.contact.none', 'form.next', 'review.send']) await touch.tap(id);
  await touch.screen('receipt');

  const keys = await visitor(t);
  await byKey(keys, 'attract.start');
  await byKey(keys, 'home.question', ' ');
  assert.ok(await keys.page.evaluate(() => document.activeElement.tagName === 'H1'), 'a new page begins at its heading');
  await goTo(keys, 'form.message');
  await keys.page.keyboard.type(kWords);
  await settle(keys);
  await byKey(keys, 'form.next');
  await byKey(keys, 'form.contact.none', ' ');
  await byKey(keys, 'form.next');
  await byKey(keys, 'review.send');
  await keys.screen('receipt');

  const reader = await visitor(t);
  for (const id of ['attract.start', 'home.question']) await press(reader, id);
  await reader.node('form.message').fill(kWords);
  await settle(reader);
  for (const id of ['form.next', 'form.contact.none', 'form.next', 'review.send']) await press(reader, id);
  await reader.screen('receipt');

  const messages = await sent(began + 3);
  assert.equal(messages.length, began + 3);
  const [a, b, c] = messages.filter(({ message }) => message === kWords).slice(-3).map(same);
  assert.equal(a.message, kWords);
  assert.deepEqual(b, a);
  assert.deepEqual(c, a);
  for (const hand of [touch, keys, reader]) assert.deepEqual(hand.faults, []);
});

test('keys alone are caught nowhere: Tab comes to every control of a page and leaves it', async (t) => {
  const hand = await visitor(t);
  await press(hand, 'attract.start');
  await press(hand, 'home.question');
  await hand.shows('form.next');
  const all = await hand.page.$$eval('#mirror > [tabindex="0"]', (list) => list.map(({ dataset }) => dataset.id));
  const seen = [];
  await hand.page.evaluate(() => document.activeElement.blur());
  for (let i = 0; i < all.length + 6; ++i) {
    await hand.page.keyboard.press('Tab');
    seen.push(await focused(hand));
  }
  assert.deepEqual(all.filter((id) => !seen.includes(id)), []);
  assert.ok(seen.some((id) => !all.includes(id)), 'and it goes on to the browser');
});

// --- the device's own keyboard ------------------------------------------------------------------------------------------

async function atMessage(t, how) {
  const hand = await visitor(t, how);
  for (const id of ['attract.start', 'home.question', 'form.message']) await hand.tap(id);
  await settle(hand);
  return hand;
}
const keyCount = (hand) => hand.page.locator('#mirror > [data-id^="keyboard."]').count();
// What the program has, not what stands in the element: it is on the review that follows.
async function reviewed(hand) {
  for (const id of ['form.next', 'form.contact.none', 'form.next']) await press(hand, id);
  await hand.screen('review');
  return hand.node('review.message').textContent();
}

test("the device's own keyboard on request: ours goes, the field is a real one, and all of it ends in the message", async (t) => {
  const hand = await atMessage(t);
  assert.ok((await keyCount(hand)) > 20);
  assert.notEqual(await focused(hand), 'form.message', 'a finger on our screen brings no second keyboard');
  const button = hand.page.locator('#keys');
  const box = await button.boundingBox();
  await hand.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await settle(hand);
  assert.equal(await focused(hand), 'form.message');
  assert.equal(await keyCount(hand), 0);
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  const { keyboard } = hand.page;
  const session = await hand.context.newCDPSession(hand.page);
  // Dictation and word lists put whole words in; an IME composes before it commits; deletion and selection are the field's.
  await keyboard.insertText('Een heel verhaal');
  await session.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await settle(hand);
  await hand.page.screenshot({ path: join(shots, 'own-keys-composing.png') });
  await session.send('Input.imeSetComposition', { text: '你', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.insertText', { text: '你好' });
  await keyboard.press('Backspace');
  await keyboard.press('Home');
  await keyboard.press('Shift+Control+ArrowRight');
  await keyboard.insertText('Dit is één');
  await settle(hand);
  assert.equal(await field(hand, 'form.message'), 'Dit is één heel verhaal你');
  // Letters between letters, without waiting for the program.
  await keyboard.press('Control+End');
  await keyboard.type(' en snel getypt', { delay: 1 });
  await hand.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await hand.page.evaluate(() => navigator.clipboard.writeText(' geplakt'));
  await keyboard.press('Control+V');
  await settle(hand);
  assert.equal(await field(hand, 'form.message'), 'Dit is één heel verhaal你 en snel getypt geplakt');
  await hand.page.screenshot({ path: join(shots, 'own-keys.png') });
  assert.equal(await reviewed(hand), 'Dit is één heel verhaal你 en snel getypt geplakt');
  assert.deepEqual(hand.faults, []);
});

test('ours again, and for whoever comes next', async (t) => {
  const hand = await atMessage(t);
  await hand.page.locator('#keys').tap();
  await settle(hand);
  assert.equal(await keyCount(hand), 0);
  await hand.page.locator('#keys').tap();
  await settle(hand);
  assert.ok((await keyCount(hand)) > 20);
  assert.notEqual(await focused(hand), 'form.message');
  await hand.page.locator('#keys').tap();
  await settle(hand);
  for (const id of ['bar.stop', 'stop.confirm', 'attract.start', 'home.question', 'form.message']) await hand.tap(id);
  await settle(hand);
  assert.ok((await keyCount(hand)) > 20);
});

test('a real keyboard beside a finger: it writes into the real field, where it can compose', async (t) => {
  const hand = await atMessage(t);
  await hand.type('A');
  await hand.rest();
  await hand.page.keyboard.type('bc');
  await settle(hand);
  assert.equal(await focused(hand), 'form.message');
  assert.equal(await field(hand, 'form.message'), 'Abc');
  await hand.type('d'); // and ours goes on behind it
  await settle(hand);
  assert.equal(await field(hand, 'form.message'), 'Abcd');
  assert.equal(await reviewed(hand), 'Abcd');
});

test('a field that holds no more cuts no word in two, in the element and in the message alike', async (t) => {
  const hand = await atMessage(t);
  const long = 'lantaarn '.repeat(2000); // more than a message holds (kMostMessageBytes)
  await hand.node('form.message').fill(long);
  await settle(hand);
  const kept = await field(hand, 'form.message');
  assert.ok(kept.length > 500 && kept.length < long.length, `${kept.length} of ${long.length}`);
  assert.ok(long.startsWith(kept) && /n\s*$/.test(kept));
});

// No keyboard of a system comes up in a headless browser: what it does to the page is done to it, as the page hears of it.
test('a keyboard that covers half of it hides neither the field nor the way on', async (t) => {
  const hand = await atMessage(t);
  await hand.page.locator('#keys').tap();
  await settle(hand);
  await hand.page.keyboard.insertText(kWords);
  const left = 440;
  await hand.page.evaluate((height) => {
    Object.defineProperty(window.visualViewport, 'height', { configurable: true, get: () => height });
    window.visualViewport.dispatchEvent(new Event('resize'));
  }, left);
  await settle(hand);
  await hand.page.screenshot({ path: join(shots, 'own-keys-half.png') });
  for (const id of ['form.message', 'form.next', 'bar.stop']) {
    const { y, height } = await hand.node(id).boundingBox();
    assert.ok(y >= 0 && y + height <= left + 1, `${id} from ${y} to ${y + height}`);
    assert.ok(await hand.node(id).evaluate(({ wvNode }) => !wvNode.state.includes('offscreen')), id);
  }
  assert.equal(await field(hand, 'form.message'), kWords);
  assert.equal(await focused(hand), 'form.message');
  await hand.tap('form.next');
  await hand.shows('form.contact.none');
});

// --- enlarged, calm, clear, turned ----------------------------------------------------------------------------------------

test('what the system was told stands from the first screen on', async (t) => {
  const plain = await visitor(t);
  assert.deepEqual([await data(plain, 'text'), await data(plain, 'contrast')], ['100', 'normal']);
  const large = await visitor(t, { preferences: { webkit: { webprefs: { default_font_size: 32 } } }, browser: { contrast: 'more', reducedMotion: 'reduce' } });
  assert.deepEqual([await data(large, 'text'), await data(large, 'contrast')], ['200', 'high']);
  await large.page.screenshot({ path: join(shots, 'as-the-system-says.png') });
  await press(large, 'bar.text');
  assert.equal(await large.node('letters.calm').getAttribute('aria-checked'), 'true');
  const dark = await visitor(t, { browser: { forcedColors: 'active', colorScheme: 'dark' } });
  assert.equal(await data(dark, 'contrast'), 'inverse');
  await dark.page.screenshot({ path: join(shots, 'forced-colours.png') });
});

// 1280 x 1024 at 400 % is 320 x 256 (WCAG 1.4.10).
for (const [name, viewport] of [['320x640', { width: 320, height: 640 }], ['320x256', { width: 320, height: 256 }]])
  test(`enlarged to 400 %, ${name}: every control can be brought into sight, and a message goes out`, { timeout: 120_000 }, async (t) => {
    const count = (all) => all.filter(({ message }) => message === kWords).length;
    const began = (await store.documents()).length;
    const before = count(await sent(began));
    const hand = await visitor(t, { browser: { viewport, scale: 4 } });
    await hand.page.screenshot({ path: join(shots, `zoom-${name}-attract.png`) });
    const reach = async () => {
      for (const id of await hand.page.$$eval('#mirror > [tabindex="0"]', (list) => list.map(({ dataset }) => dataset.id))) {
        await hand.node(id).focus();
        await settle(hand);
        const box = await hand.node(id).boundingBox();
        assert.ok(box && box.x >= -1 && box.y >= -1 && box.x + box.width <= viewport.width + 1 && box.y + box.height <= viewport.height + 1, `${id} ${JSON.stringify(box)}`);
      }
    };
    await press(hand, 'attract.start');
    await hand.page.screenshot({ path: join(shots, `zoom-${name}-home.png`) });
    await reach();
    await press(hand, 'home.question');
    await reach();
    await hand.node('form.message').fill(kWords);
    await settle(hand);
    await hand.page.screenshot({ path: join(shots, `zoom-${name}-form.png`) });
    for (const id of ['form.next', 'form.contact.none', 'form.next', 'review.send']) await press(hand, id);
    await hand.screen('receipt');
    await hand.page.screenshot({ path: join(shots, `zoom-${name}-receipt.png`) });
    assert.equal(count(await sent(began + 1)), before + 1);
  });

test('turned in the middle of a form: every word and the caret stay', async (t) => {
  for (const [upright, lying] of [[kPhone, { width: 800, height: 360 }], [{ width: 820, height: 1180 }, { width: 1180, height: 820 }]]) {
    const hand = await atMessage(t, { browser: { viewport: upright } });
    await hand.type('Een lang verhaal');
    await hand.node('form.message').focus();
    await hand.page.keyboard.press('Home');
    for (let i = 0; i < 4; ++i) await hand.page.keyboard.press('ArrowRight');
    await settle(hand);
    for (const [name, viewport] of [['lying', lying], ['upright', upright]]) {
      await hand.page.setViewportSize(viewport);
      await settle(hand);
      await hand.page.screenshot({ path: join(shots, `turned-${viewport.width}x${viewport.height}.png`) });
      assert.equal(await field(hand, 'form.message'), 'Een lang verhaal', name);
      assert.equal(await hand.node('form.message').evaluate(({ selectionStart }) => selectionStart), 4);
      assert.ok(await hand.node('form.message').evaluate(({ wvNode }) => !wvNode.state.includes('offscreen')));
    }
    await hand.page.evaluate(() => document.activeElement.blur());
    await hand.type('heel '); // ours writes where the caret was
    await settle(hand);
    assert.equal(await field(hand, 'form.message'), 'Een heel lang verhaal');
    assert.deepEqual(hand.faults, []);
    await hand.context.close();
  }
});

test('a notch: nothing stands under it, and touches land where they should', async (t) => {
  const hand = await visitor(t);
  const session = await hand.context.newCDPSession(hand.page);
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 44, bottom: 34 } });
  await settle(hand);
  const { y, height } = await hand.page.locator('#canvas').boundingBox();
  assert.deepEqual([y, height], [44, kPhone.height - 78]);
  await hand.page.screenshot({ path: join(shots, 'notch.png') });
  for (const id of ['attract.start', 'home.question']) await hand.tap(id);
  await hand.screen('form');
});
