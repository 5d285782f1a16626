// A browser for the tests: Debian's Chromium, with touch and a folder of its own, a resident's hand on a page of ours, and a
// line to the server that can be cut. Everything that is started here is ended here, by its own id.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serve } from '../../platform/web/serve.mjs';

export const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '../..');
export const built = join(root, 'build/web');
const { chromium } = createRequire(join(built, 'tests/'))('playwright-core');

const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const kTablet = { width: 800, height: 1280 };
const kDragSteps = 12, kRestMs = 120;
const kPatienceMs = Number(process.env.PATIENCE_MS ?? 30_000);

export const scratch = (name) => mkdtempSync(join(tmpdir(), `wijkverbinder-${name}-`));
export const drop = (folder) => rmSync(folder, { recursive: true, force: true });

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export async function open(profile, { viewport = kTablet, scale = 1, ...more } = {}) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium', headless: true, args: kFlags, viewport, deviceScaleFactor: scale, hasTouch: true, isMobile: true, ...more,
  });
  context.setDefaultTimeout(kPatienceMs);
  return context;
}

// The browser of that folder, as a power cut ends it: nobody is asked, nothing is written any more.
export async function kill(profile) {
  const browser = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).find((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type='));
    } catch {
      return false; // it ended meanwhile
    }
  });
  if (!browser) throw new Error(`no browser runs in ${profile}`);
  process.kill(Number(browser), 'SIGKILL');
  await until('the browser to be gone', () => !existsSync(`/proc/${browser}`));
  for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(profile, name), { force: true });
}

// --- a municipality whose office can open what is sent ---------------------------------------------------------------

export const native = process.env.WIJKVERBINDER ?? join(root, 'build/linux/wijkverbinder');

// `other`: members of the settings that are other than the example's.
export function municipality(folder, url, other = {}) {
  const key = join(folder, 'office.jwk');
  const settings = join(folder, 'settings');
  cpSync(join(root, 'assets/example'), settings, { recursive: true });
  execFileSync(native, ['keys', 'new', '--out', key]);
  writeFileSync(join(settings, 'keys.json'), execFileSync(native, ['keys', 'public', key]));
  const config = JSON.parse(readFileSync(join(settings, 'config.json'), 'utf8'));
  Object.assign(config, { recipients: 'keys.json', signers: 'keys.json', sync: { type: 'door', url }, ...other, device: { ...config.device, ...other.device } });
  writeFileSync(join(settings, 'config.json'), JSON.stringify(config));
  return { key, settings };
}
export const makeSite = (out, settings) => execFileSync(process.execPath, [join(root, 'platform/web/site.mjs'), '--quick', out, settings]);
export const openEnvelope = (file, key) => JSON.parse(execFileSync(native, ['open', file, '--key', key]));

// --- CouchDB's own API, by pouchdb-server ----------------------------------------------------------------------------

export async function couch(folder) {
  const modules = join(built, 'tests-couch');
  if (!existsSync(join(modules, 'node_modules/pouchdb-server'))) {
    mkdirSync(modules, { recursive: true });
    cpSync(join(root, 'tests/faults/net/pouchdb'), modules, { recursive: true });
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: modules, stdio: 'pipe' });
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(folder, { recursive: true });
  let child;
  const begin = async () => {
    child = spawn(process.execPath, [join(modules, 'node_modules/pouchdb-server/bin/pouchdb-server'), '--host', '127.0.0.1', '--port', String(port),
      '--dir', folder, '--config', join(folder, 'config.json'), '--no-stdout-logs'], { stdio: 'ignore', cwd: folder });
    for (let i = 0; i < 100; ++i) {
      const made = await fetch(`${url}/inbox`, { method: 'PUT' }).catch(() => null);
      if (made && (made.status === 201 || made.status === 412)) return;
      await pause(100);
    }
    throw new Error('pouchdb-server does not answer');
  };
  const end = () => new Promise((done) => {
    if (!child || child.exitCode !== null) return done();
    child.once('exit', done);
    child.kill('SIGKILL');
  });
  await begin();
  const documents = async () => (await (await fetch(`${url}/inbox/_all_docs?include_docs=true`)).json()).rows.map(({ doc }) => doc).filter(({ _id }) => !_id.startsWith('_design'));
  return { url, begin, end, documents };
}

// A municipality with its site, its store and the line between them, in a folder of its own.
export async function town(name, other) {
  const folder = scratch(name);
  const site = join(folder, 'site');
  const store = await couch(join(folder, 'couch'));
  const server = await serve(site, { couch: store.url });
  const line = new Line(server.address().port);
  await line.begin();
  const url = `http://127.0.0.1:${line.port}/`;
  const office = municipality(folder, url.slice(0, -1), other);
  makeSite(site, office.settings);
  const end = async () => {
    if (line.up) await line.cut();
    server.close();
    await store.end();
    drop(folder);
  };
  return { folder, site, store, line, url, office, end };
}

// Whoever answers: by the program itself, with settings that go past the door.
export class Clerk {
  constructor({ folder, store, office }) {
    const settings = join(folder, 'office-settings'); // what lies among the page's own goes into the page
    cpSync(office.settings, settings, { recursive: true });
    Object.assign(this, { folder, store, key: office.key, config: join(settings, 'config.json'), data: join(folder, 'office') });
    const config = JSON.parse(readFileSync(this.config, 'utf8'));
    writeFileSync(this.config, JSON.stringify({ ...config, sync: { type: 'couchdb', url: store.url } }));
  }
  program(...words) {
    return execFileSync(native, words, { encoding: 'utf8' });
  }
  // The boxes, with the view by which the door finds an answer.
  async setUp() {
    await fetch(`${this.store.url}/inbox`, { method: 'DELETE' }); // `--setup` makes all of them
    this.program('sync', '--setup', '--config', this.config, '--data', this.data);
  }
  kept(document) {
    const file = join(this.folder, 'asked.json');
    writeFileSync(file, JSON.stringify(document));
    return file;
  }
  // `stranger`: a key that nobody believes. Without the settings the program doesn't look whether anybody does.
  answer(document, words, stranger) {
    const text = join(this.folder, 'answer.txt');
    writeFileSync(text, words);
    const by = stranger ? ['--sign', stranger, '--seq', '9'] : ['--sign', this.key, '--config', this.config];
    this.program('answer', this.kept(document), '--key', this.key, '--text-file', text, '--data', this.data, ...by);
    this.program('sync', '--once', '--config', this.config, '--data', this.data);
  }
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
export async function until(what, look, patience = kPatienceMs) {
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}

// --- the line between a browser and the server ----------------------------------------------------------------------

// What goes over it is counted. `lose`: what the server answers to an envelope gets lost and the line is cut, once; `hold`: it
// never comes, and the line stays.
export class Line {
  constructor(target) {
    this.target = target; // its port
    this.asked = []; // "PUT /inbox/…", in their order
    this.answers = 'come';
    this.lines = new Set();
  }
  async begin() {
    this.server = createServer((near) => {
      const far = connect(this.target, '127.0.0.1');
      let envelope = false;
      this.lines.add(near);
      near.on('data', (bytes) => {
        const asked = /^(PUT|GET|HEAD|POST|DELETE) (\/(?:inbox|answers|published|cases)[^ ]*)/.exec(bytes.toString('latin1'));
        if (asked) this.asked.push(`${asked[1]} ${asked[2]}`);
        if (asked) envelope = asked[1] === 'PUT';
        far.write(bytes);
      });
      far.on('data', (bytes) => {
        if (!envelope || this.answers === 'come') return near.write(bytes);
        if (this.answers === 'hold') return undefined;
        this.answers = 'come';
        return near.destroy();
      });
      const end = () => {
        this.lines.delete(near);
        near.destroy();
        far.destroy();
      };
      for (const side of [near, far]) side.on('error', end).on('close', end);
    });
    await new Promise((done) => this.server.listen(this.port ?? 0, '127.0.0.1', done));
    this.port = this.server.address().port;
  }
  // The server is away: nobody answers at this address.
  cut() {
    for (const near of this.lines) near.destroy();
    return new Promise((done) => this.server.close(done));
  }
  get up() {
    return Boolean(this.server?.listening);
  }
  envelopes() {
    return this.asked.filter((line) => line.startsWith('PUT '));
  }
}

// --- a resident's hand ------------------------------------------------------------------------------------------------

export class Hand {
  constructor(page) {
    this.page = page;
    this.faults = [];
    page.on('pageerror', (error) => this.faults.push(String(error)));
    // What the door refuses is told by the browser as an error, and is none of the page's.
    page.on('console', (line) => line.type() === 'error' && !line.text().startsWith('Failed to load resource') && this.faults.push(line.text()));
  }
  node(id) {
    return this.page.locator(`#mirror > [data-id="${id}"]`);
  }
  // What the program says is there, once its mirror has followed it.
  async shows(id) {
    await this.node(id).waitFor({ state: 'attached' });
  }
  async screen(name) {
    await this.page.waitForFunction((wanted) => document.getElementById('mirror').dataset.screen === wanted, name).catch(async () => {
      throw new Error(`the screen is ${await this.page.evaluate(() => document.getElementById('mirror').dataset.screen)}, not ${name}`);
    });
  }
  // A finger on the canvas, at the place of the node; never a click on the element.
  async tap(id) {
    await this.shows(id);
    await this.rest();
    await this.touch(id);
  }
  async touch(id) {
    const box = await this.node(id).boundingBox();
    await this.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  }
  // The program's own node, as the mirror has it: its places are pixels of the canvas.
  program(id) {
    return this.node(id).evaluate(({ wvNode }) => wvNode);
  }
  // A finger that is drawn from one place of the page to another, and rests there before it lifts: nothing is thrown. `shake`: how
  // far down it goes at first, and at once.
  async drag(from, to, shake = 0) {
    this.line ??= await this.page.context().newCDPSession(this.page);
    const finger = (type, [x, y]) => this.line.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    await finger('touchStart', from);
    const first = [from[0], from[1] + shake];
    if (shake) await finger('touchMove', first);
    for (let i = 1; i <= kDragSteps; ++i) await finger('touchMove', first.map((at, axis) => at + ((to[axis] - at) * i) / kDragSteps));
    await pause(kRestMs);
    await finger('touchMove', to);
    await finger('touchEnd', to);
    await this.rest();
  }
  // By finger, until the node is wholly on the screen.
  async scroll(id) {
    await this.shows(id);
    const { width, height } = this.page.viewportSize();
    for (let tries = 0; tries < 20; ++tries) {
      await this.rest();
      const { state } = await this.program(id);
      if (!state.includes('offscreen')) return;
      const { x, y, height: high } = await this.node(id).boundingBox();
      const far = Math.max(-0.3 * height, Math.min(0.3 * height, 0.35 * height - (y + high / 2)));
      await this.drag([Math.min(width - 1, Math.max(1, x + 4)), 0.35 * height], [x + 4, 0.35 * height + far]);
    }
    throw new Error(`${id} can't be scrolled to`);
  }
  // Touches these, and again when nothing comes of it: a touch in the middle of a change of screens counts for nothing.
  async step(ids, next) {
    for (let tries = 0; tries < 5; ++tries) {
      for (const id of ids) if (await this.node(id).count()) await this.tap(id).catch(() => {}); // it may be gone by now
      if (await this.node(next).waitFor({ state: 'attached', timeout: kPatienceMs / 5 }).then(() => true, () => false)) return;
    }
    await this.shows(next);
  }
  // A question from the first screen to the review, the words by the browser's own keyboard or, when `touch`, by ours.
  async write(words, touch = false) {
    await this.step(['attract.start'], 'home.question');
    await this.step(['home.question'], 'form.message');
    await this.step(['form.message'], 'keyboard.space');
    await this.rest();
    await (touch ? this.type(words) : this.page.keyboard.type(words));
    await this.step(['form.next'], 'form.contact.none');
    await this.step(['form.contact.none', 'form.next'], 'review.send');
  }
  async ask(words, touch = false) {
    await this.write(words, touch);
    await this.step(['review.send'], 'receipt.number');
    await this.rest();
  }
  words(id) {
    return this.node(id).textContent();
  }
  // What lies in the page's own store, by name.
  kept(folder) {
    return this.page.evaluate(async (prefix) => {
      const kName = 'wijkverbinder wijkverbinder';
      if (!(await indexedDB.databases()).some(({ name }) => name === kName)) return [];
      return new Promise((done, failed) => {
        const asked = indexedDB.open(kName);
        asked.onerror = () => failed(asked.error);
        asked.onsuccess = () => {
          const all = asked.result.transaction('files').objectStore('files').getAllKeys();
          all.onsuccess = () => {
            asked.result.close();
            done(all.result.filter((key) => key.startsWith(prefix)));
          };
        };
      });
    }, folder);
  }
  // Until nothing moves and the mirror has followed: no turn for a while.
  async rest() {
    await this.page.evaluate(() => new Promise((done) => {
      let last = '';
      let still = 0;
      const look = () => {
        const { turns } = document.documentElement.dataset;
        still = turns === last ? still + 1 : 0;
        last = turns;
        if (still >= 4) done();
        else setTimeout(look, 40);
      };
      look();
    }));
  }
  // Key by key on the keyboard on the screen, changing its layers.
  async type(words) {
    for (const sign of words) {
      for (let layers = 0; ; ++layers) {
        await this.rest();
        const keys = await this.page.$$eval('#mirror > [data-id^="keyboard."]', (all) => all.map(({ dataset, textContent }) => [dataset.id, textContent]));
        const [key] = keys.find(([id, text]) => text === sign || (sign === ' ' && id === 'keyboard.space')) ?? [];
        if (key) {
          await this.touch(key);
          break;
        }
        if (layers === 3) throw new Error(`no key for ${sign}: ${JSON.stringify(keys)}`);
        const way = keys.map(([id]) => id).find((id) => (/\p{L}/u.test(sign) ? ['keyboard.letters', 'keyboard.shift'] : ['keyboard.symbols']).includes(id));
        await this.touch(way);
      }
    }
  }
}
