// Plays a play script (tests/journeys/README.md) in a browser, by finger at the places of the elements, and beside it in the native
// program: after every command both must show the same. What only one of them has is named in `kOwn`, with its reason.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { native, pause, root, until } from './browser.mjs';

const kBegin = '2026-06-01T10:00:00+02:00'; // when a play begins, natively and here
const kNear = 2; // pixels
const kSettledMs = 4000;

export const kZone = 'Europe/Amsterdam';

// A screen of the native program's (src/ui/kit/device.cpp) as a browser has to have it, so that the page finds the same pixels: it
// takes 150 of them for an inch (page/start.mjs).
const kProfiles = { 'tablet-10': [800, 1280, 10.1], 'kiosk-21': [1080, 1920, 21.5] };
export function screenOf(profile) {
  const [width, height, inches] = kProfiles[profile];
  const scale = Math.hypot(width, height) / inches / 150;
  return { viewport: { width: Math.round(width / scale), height: Math.round(height / scale) }, scale };
}
// The page with everything that comes after its first picture, on the day of the play.
export async function visit(hand, url) {
  await hand.page.addInitScript((begin) => {
    const now = Date.now.bind(Date), ahead = begin - now();
    Date.now = () => now() + ahead;
  }, Date.parse(kBegin));
  await hand.page.goto(url);
  await hand.screen('attract');
  await hand.page.waitForFunction(() => document.documentElement.dataset.whole === 'yes');
}

// --- the script ----------------------------------------------------------------------------------------------------------

const kKnown = ['tap', 'type', 'put', 'scroll', 'lang', 'expect', 'expect-not', 'expect-text', 'expect-screen', 'shot', 'tree'];

export function parse(script, name) {
  return script.split('\n').flatMap((text, index) => {
    const words = [...text.matchAll(/"((?:[^"\\]|\\["\\])*)"|(#.*)|([^\s"#]+)/g)].filter(([, , comment]) => comment === undefined)
      .map(([, quoted, , plain]) => plain ?? quoted.replace(/\\(["\\])/g, '$1'));
    if (words.length === 0) return [];
    const [verb, id, more] = words;
    if (!kKnown.includes(verb)) throw new Error(`${name}:${index + 1}: no finger does '${verb}' in a browser`);
    return [{ line: index + 1, verb, id, more }];
  });
}
const quoted = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`;

// What a browser has no command for is done by hand in both: words are put into a field that was touched, and a language is
// chosen in its panel.
function byHand(commands) {
  return commands.flatMap((command) => {
    const { line, verb, id } = command;
    const by = (verb, id) => ({ line, verb, id });
    if (verb === 'put') return [by('scroll', id), by('tap', id), command];
    if (verb === 'lang') return [by('tap', 'bar.language'), by('scroll', `language.${id}`), by('tap', `language.${id}`)];
    return verb === 'shot' || verb === 'tree' ? [] : [command];
  });
}

// --- the native program --------------------------------------------------------------------------------------------------

// The tree after each command. A page has no microphone, so the program gets none either.
function playNatively(commands, folder, { settings, profile }) {
  const script = join(folder, 'steps.play'), out = join(folder, 'native');
  mkdirSync(out, { recursive: true });
  const text = ({ verb, id, more }) => [verb, verb === 'type' ? quoted(id) : id, more === undefined ? '' : quoted(more)].join(' ').trim();
  writeFileSync(script, commands.flatMap((command, step) => [text(command), `tree ${step}.json`]).join('\n'));
  execFileSync(native, ['--play', script, '--config', join(settings, 'config.json'), '--profile', profile, '--data', join(folder, 'data'), '--out', out],
    { env: { ...process.env, SDL_AUDIODRIVER: 'none', XDG_STATE_HOME: '/dev/null/none', XDG_CACHE_HOME: join(folder, 'cache') }, stdio: ['ignore', 'pipe', 'pipe'] });
  return commands.map((_, step) => JSON.parse(readFileSync(join(out, `${step}.json`), 'utf8')));
}

// --- the same, or what differs -------------------------------------------------------------------------------------------

// What is a platform's own, each with its reason: `[screen, node]`.
const kOwn = [
  [/^health$/, /^health\./], // what a browser promises to keep, and how much room it gives, a kiosk's disk has no line for
];
// `wasPut`: words came into the field by no key; which layer the keys show then is the player's business there and the field's own here.
export function differences(tree, other, wasPut = false) {
  const isOwn = (id) => kOwn.some(([where, what]) => where.test(tree.screen) && what.test(id)) || (wasPut && id.startsWith('keyboard.'));
  const found = [];
  for (const member of ['screen', 'overlay', 'page', 'lang', 'dir', 'text', 'contrast'])
    if (member in other && (tree[member] ?? '') !== other[member]) found.push(`${member}: ${tree[member]} | ${other[member]}`);
  const nodes = new Map(tree.nodes.map((node) => [node.id, node])), others = new Map(other.nodes.map((node) => [node.id, node]));
  for (const id of new Set([...nodes.keys(), ...others.keys()])) {
    const [here, there] = [nodes.get(id), others.get(id)];
    if (!here || !there) {
      if (!isOwn(id)) found.push(`${id} is ${here ? 'native only' : "the browser's only"}`);
      continue;
    }
    for (const member of ['role', 'name', 'value', 'spoken', 'state', 'rect_px']) {
      if (isOwn(id) || (here.volatile && ['name', 'value', 'spoken'].includes(member))) continue;
      const same = member === 'rect_px' ? here[member].every((at, i) => Math.abs(at - there[member][i]) <= kNear) : JSON.stringify(here[member]) === JSON.stringify(there[member]);
      if (!same) found.push(`${id} ${member}: ${JSON.stringify(here[member])} | ${JSON.stringify(there[member])}`);
    }
  }
  return found;
}

// --- a finger in the browser ---------------------------------------------------------------------------------------------

const keyboards = new Map();
function keyboard(name) {
  if (!keyboards.has(name)) keyboards.set(name, JSON.parse(readFileSync(join(root, 'assets/keyboards', `${name}.json`), 'utf8')).layers);
  return keyboards.get(name);
}
// As runtime/typing.cpp goes: the key for the beginning of the text, or the first on the shortest way to it.
function nextKey(layers, from, text) {
  const one = [...text][0];
  const types = (key) => ({ text: key.text, space: ' ', enter: '\n' })[key.type];
  const ways = [[from, '']];
  const seen = new Set([from]);
  for (const [layer, first] of ways) {
    const keys = layers[layer].flat();
    const fits = keys.filter((key) => types(key) && text.startsWith(types(key)));
    const typed = fits.findLast((key) => types(key) === one) ?? fits[0];
    if (typed) return first ? [first, 0] : [typed.id, types(typed).length];
    for (const key of keys.filter(({ type, layer: to }) => type === 'layer' && layers[to] && !seen.has(to))) {
      seen.add(key.layer);
      ways.push([key.layer, first || key.id]);
    }
  }
  throw new Error(`no key types ${text}`);
}

export class Player {
  constructor(hand) {
    this.hand = hand;
  }
  tree() {
    return this.hand.page.evaluate(() => {
      const { screen, overlay, page, text, contrast } = document.getElementById('mirror').dataset;
      const nodes = [...document.querySelectorAll('#mirror > [data-id]')].map(({ wvNode }) => wvNode);
      const { lang, dir } = document.documentElement;
      return { screen, overlay, page: Number(page), lang, dir, text: Number(text), contrast, nodes };
    });
  }
  async find(id) {
    return (await this.tree()).nodes.find((node) => node.id === id);
  }
  async type(text) {
    const { hand } = this;
    for (let left = text; left; ) {
      await hand.rest();
      const { lang, nodes } = await this.tree();
      const field = nodes.find(({ editing }) => editing)?.id.split('.').at(-1);
      const layers = keyboard(['phone', 'email', 'number', 'code'].includes(field) ? field : lang);
      const shown = new Map(nodes.filter(({ id }) => id.startsWith('keyboard.')).map(({ id, name }) => [id.slice(9), name]));
      const fit = (layer) => layers[layer].flat().filter(({ id, text: label }) => shown.has(id) && (label === undefined || label === shown.get(id))).length - layers[layer].flat().length;
      const layer = Object.keys(layers).sort((a, b) => fit(b) - fit(a))[0];
      const [key, length] = nextKey(layers, layer, left);
      await hand.touch(`keyboard.${key}`);
      left = left.slice(length);
    }
  }
  // To where the native program has the node after the same: how far a list goes at once is the finger's own.
  async scroll(id, to) {
    const kShakeMm = 6; // a finger's first way only says that it is one that draws
    for (let tries = 0; tries < 12; ++tries) {
      await this.hand.rest();
      const { nodes } = await this.tree();
      const node = nodes.find((one) => one.id === id);
      if (!node) throw new Error(`${id} is not on the screen`);
      const [x, y, wide, high] = node.rect_px, left = to - y;
      if (Math.abs(left) < 0.75) return;
      const ratio = await this.hand.page.evaluate(() => document.getElementById('canvas').width / document.getElementById('canvas').clientWidth);
      const { height } = this.hand.page.viewportSize();
      const shake = (Math.sign(left) * kShakeMm * (high / node.rect_mm[3])) / ratio;
      const far = Math.max(-0.25 * height, Math.min(0.25 * height, left / ratio));
      // On its neighbour of the same list that is in sight: the one before it, or after it when it lies above.
      const order = left < 0 ? nodes.slice(0, nodes.indexOf(node)).reverse() : nodes.slice(nodes.indexOf(node) + 1);
      const beside = order.find(({ state, rect_px }) => !state.includes('offscreen') && rect_px[0] < x + wide && rect_px[0] + rect_px[2] > x);
      const middle = beside ? (beside.rect_px[1] + beside.rect_px[3] / 2) / ratio : 0.35 * height;
      const at = (x + wide / 2) / ratio;
      await this.hand.drag([at, middle], [at, middle + shake + far], shake);
    }
    throw new Error(`${id} is not where the native program has it`);
  }
  async run({ verb, id, more }, wanted) {
    const { hand } = this;
    if (verb === 'tap') await hand.tap(id);
    else if (verb === 'type') await this.type(id);
    else if (verb === 'put') await hand.node(id).evaluate((element, text) => {
      element.value = text;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, more);
    else if (verb === 'scroll') await this.scroll(id, wanted.nodes.find((node) => node.id === id).rect_px[1]);
    // What is expected the native program has looked for, and the trees are the same.
  }
}

// Plays it in both; the first difference is thrown.
export async function play(file, hand, folder, native) {
  const commands = byHand(parse(readFileSync(file, 'utf8'), basename(file)));
  const trees = playNatively(commands, folder, native);
  const player = new Player(hand);
  let wasPut = false;
  for (const [step, command] of commands.entries()) {
    await player.run(command, trees[step]);
    wasPut = command.verb === 'put' || (wasPut && command.verb.startsWith('expect'));
    await until(`${basename(file)}:${command.line} to show ${trees[step].screen}`, async () => (await player.tree()).screen === trees[step].screen).catch(() => {});
    let other;
    for (const end = Date.now() + kSettledMs; ; await pause(100)) {
      await hand.rest();
      other = differences(trees[step], await player.tree(), wasPut);
      if (other.length === 0 || Date.now() > end) break;
    }
    if (other.length > 0) throw new Error(`${basename(file)}:${command.line} (native | browser): ${other.slice(0, 12).join('\n  ')}`);
  }
  return commands.length;
}
