// The page: fetches one set of files, starts the program in it, and calls it in turns. It knows nothing of what is on the
// screen: that is the program's, as on a kiosk.
const set = JSON.parse(document.getElementById('set').textContent);
const canvas = document.getElementById('canvas');
const place = document.getElementById('screen');
const elements = document.getElementById('mirror');
let app; // the program, once it is there
let began = false;
let mayWrite = false; // this tab has the lock of the data folder

// --- what goes wrong is said, never a white page --------------------------------------------------------------------

const kWords = {
  tab: ['Deze pagina staat al open in een ander tabblad. Sluit dat, dan gaat het hier verder.', 'This page is open in another tab. Close that one, and it goes on here.'],
  old: ['Deze browser is te oud voor dit programma. Werk de browser bij, of neem een ander apparaat.', 'This browser is too old for this program. Update it, or take another device.'],
  lost: ['Het programma is gestopt. Wat u al verstuurd hebt, is bewaard.', 'The program stopped. What you have sent is kept.'],
  net: ['Er is nog niets geladen, en er is nu geen verbinding.', 'Nothing is loaded yet, and there is no connection now.'],
};
const trouble = document.getElementById('trouble');
function tell(words, detail = '') {
  trouble.replaceChildren();
  for (const text of [...words, detail].filter(Boolean)) trouble.append(Object.assign(document.createElement('p'), { textContent: text }));
  const again = Object.assign(document.createElement('button'), { textContent: 'Opnieuw / Again' });
  again.addEventListener('click', () => location.reload());
  trouble.append(again);
  trouble.hidden = false;
}
let stopped = false;
function stop(error) {
  stopped = true;
  followVersions(); // a version that doesn't start must be able to go
  tell(kWords.lost, String(error?.message ?? error));
}

// --- turns ------------------------------------------------------------------------------------------------------------

// A turn comes with the next picture when somebody touched something, at once when the page can't be seen (then there are
// no pictures), and after the time that the program named when nothing happens.
let frame = 0;
let timer = 0;
let firstShown = false;
function turn() {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  frame = timer = 0;
  if (stopped) return;
  let wait;
  try {
    wait = app._wv_turn();
  } catch (error) {
    return stop(error);
  }
  if (firstShown) performance.mark('first frame'); // all its parts are there; what is fetched later is counted from here (tests/web)
  firstShown = false;
  document.documentElement.dataset.turns = String((turn.count = (turn.count ?? 0) + 1));
  turn.after?.();
  takeNewVersion();
  if (frame || timer) return; // something came meanwhile
  if (wait === 0) soon();
  else if (wait > 0) timer = setTimeout(turn, Math.min(wait, 0x7fffffff));
}
function soon() {
  if (frame || stopped || !app) return;
  if (document.hidden) {
    clearTimeout(timer);
    timer = setTimeout(turn, 0);
  } else {
    frame = requestAnimationFrame(turn);
  }
}

// --- before the program is there ----------------------------------------------------------------------------------------

// Its first screen stands there already, as plain HTML. Who touches it begins: that touch is kept, and given on.
const first = document.getElementById('first');
first.addEventListener('click', () => first.classList.add('asked'));
function giveOn() {
  if (!first.classList.contains('asked')) return;
  const at = app._wv_tree();
  const { nodes } = JSON.parse(app.UTF8ToString(at));
  app._free(at);
  const start = nodes.find(({ id }) => id === 'attract.start');
  if (!start) return;
  const [x, y, width, height] = start.rect_px;
  const kKept = -3; // no finger of the browser's has this number
  for (const what of [0, 2]) {
    app._wv_finger(what, kKept, x + width / 2, y + height / 2, performance.now(), 0);
    turn();
  }
}

// --- how large a screen is --------------------------------------------------------------------------------------------

// No browser tells. A pixel of CSS is made so that it looks as large on each device as far as it is held away: on tablets
// some 150 an inch, on telephones 146, on a desk 96. More than two real ones for it take time and are seen by nobody.
function measure() {
  const box = place.getBoundingClientRect();
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const coarse = matchMedia('(pointer: coarse)').matches;
  const perInch = coarse ? (Math.min(innerWidth, innerHeight) < 500 ? 146 : 150) : 96;
  return { width: Math.max(1, Math.round(box.width * ratio)), height: Math.max(1, Math.round(box.height * ratio)), dpi: perInch * ratio, ratio, box };
}
// A keyboard of the browser's covers what lies under it: the screen is what is left then, as long as a page stands there
// as it stood. Where too little is left the browser itself moves the field into sight. Two fingers that enlarge are none.
const kKeyboard = 100, kLowest = 300;
function uncover() {
  const view = window.visualViewport;
  const covered = view.scale > 1.01 ? 0 : innerHeight - view.height;
  const fits = view.height >= (innerHeight > innerWidth ? innerWidth : kLowest);
  place.style.bottom = covered > kKeyboard && fits ? `${Math.round(covered)}px` : '';
  if (place.style.bottom) scrollTo(0, 0);
}

// What somebody has told their system stands here too, from the first screen on.
function wishes() {
  const asked = (what) => matchMedia(what).matches;
  const dark = asked('(prefers-color-scheme: dark)');
  const contrast = asked('(forced-colors: active)') ? (dark ? 'inverse' : 'high') : asked('(prefers-contrast: more)') ? 'high' : '';
  // The size of letters: of the browser (16 unless it was changed), or of an iPhone's or iPad's system (17).
  const probe = document.body.appendChild(document.createElement('span'));
  const sizeOf = (font) => {
    probe.style.font = ''; // a font that isn't known changes nothing
    probe.style.font = font;
    return probe.style.font ? parseFloat(getComputedStyle(probe).fontSize) : 0;
  };
  const larger = Math.max(sizeOf('medium sans-serif') / 16, sizeOf('-apple-system-body') / 17);
  probe.remove();
  const text = larger >= 1.75 ? '200' : larger >= 1.25 ? '150' : '';
  const all = { '--motion': asked('(prefers-reduced-motion: reduce)') ? 'off' : '', '--contrast': contrast, '--text': text };
  return Object.entries(all).filter(([, value]) => value).flat();
}

let screen = measure();
function fit() {
  const was = screen;
  screen = measure();
  if (was.width === screen.width && was.height === screen.height && was.dpi === screen.dpi) return;
  canvas.width = screen.width;
  canvas.height = screen.height;
  if (!began) return;
  app._wv_resize(screen.width, screen.height, screen.dpi);
  soon();
}

// --- touches and keys -------------------------------------------------------------------------------------------------

function listen() {
  const at = ({ clientX, clientY }) => [(clientX - screen.box.left) * screen.ratio, (clientY - screen.box.top) * screen.ratio];
  const finger = (what) => (event) => {
    const mouse = event.pointerType === 'mouse';
    if (mouse && (what === 0 || what === 2) && event.button !== 0) return;
    if (what === 0) {
      canvas.setPointerCapture(event.pointerId);
      elements.dataset.by = 'touch';
    }
    // A finger that moved between two pictures left more than one place behind: the last is where it is.
    app._wv_finger(what, mouse ? -1 : event.pointerId, ...at(event), event.timeStamp, mouse ? 1 : 0);
    event.preventDefault();
    soon();
  };
  canvas.addEventListener('pointerdown', finger(0));
  canvas.addEventListener('pointermove', (event) => (event.pointerType !== 'mouse' || event.buttons === 1) && finger(1)(event));
  canvas.addEventListener('pointerup', finger(2));
  canvas.addEventListener('pointercancel', finger(3));
  canvas.addEventListener('wheel', (event) => {
    app._wv_wheel(...at(event), -event.deltaY / 100);
    soon();
  }, { passive: true });
  for (const name of ['contextmenu', 'dragstart', 'selectstart']) document.addEventListener(name, (event) => event.preventDefault());

  const lend = (text, use) => {
    const place = app.stringToNewUTF8(text);
    try {
      return use(place);
    } finally {
      app._free(place);
    }
  };
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.metaKey) return;
    const held = (event.shiftKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.altKey && !event.getModifierState('AltGraph') ? 4 : 0) | (event.repeat ? 8 : 0);
    let taken = lend(event.key, (key) => lend(event.code, (code) => app._wv_key(key, code, held)));
    if (!taken && [...event.key].length === 1 && !(held & 6)) taken = lend(event.key, (words) => app._wv_type(words));
    if (!taken) return;
    elements.dataset.by = 'keys';
    event.preventDefault();
    soon();
  });

  new ResizeObserver(fit).observe(place);
  window.visualViewport?.addEventListener('resize', uncover);
  const back = () => {
    app._wv_network_came();
    lookForNewVersion();
    soon();
  };
  window.addEventListener('online', back);
  window.addEventListener('focus', back);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) back();
    else if (frame) {
      cancelAnimationFrame(frame);
      frame = 0;
      soon();
    }
  });
}

// --- a newer version --------------------------------------------------------------------------------------------------

// sw.js fetches it whole, beside this one. It is taken when nobody is here, by loading the page anew; what waits to be sent
// lies in the store and is no part of it. Only the tab that has the lock takes it: it knows whether somebody is here.
const kLookEveryMs = 3_600_000;
let versions; // the browser's registration of sw.js
let lookedMs = 0;
let replaced = false; // this page's own version is kept no more
async function followVersions() {
  const worker = navigator.serviceWorker;
  if (!worker || lookedMs) return; // without it the page still works, with a network
  lookedMs = performance.now();
  let old = worker.controller; // null: the page came from the network, and the first version that is kept is its own
  worker.addEventListener('controllerchange', () => {
    const first = !old;
    old = worker.controller;
    if (first) return;
    replaced = true;
    if (mayWrite) takeNewVersion();
    else location.reload();
  });
  versions = await worker.register('sw.js', { updateViaCache: 'none' }).catch(() => undefined);
  takeNewVersion();
  versions?.addEventListener('updatefound', () => versions.installing?.addEventListener('statechange', takeNewVersion));
  setInterval(lookForNewVersion, kLookEveryMs);
}
function lookForNewVersion() {
  const kNotAgainMs = 60_000;
  if (!versions || performance.now() - lookedMs < kNotAgainMs) return;
  lookedMs = performance.now();
  versions.update().catch(() => {});
}
function takeNewVersion() {
  const isNew = replaced || (versions?.waiting && versions.active); // the very first one waits for a moment, too
  if (!isNew || !mayWrite || (began && !stopped && !app._wv_is_at_rest())) return;
  stopped = true; // nobody begins in a page that is about to go
  if (replaced) return location.reload();
  versions.waiting.postMessage('take over');
  setTimeout(() => location.reload(), 5000);
}

// --- the start --------------------------------------------------------------------------------------------------------

async function get(name) {
  const reply = await fetch(name);
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return reply;
}
// A line of names and sizes, then the bytes.
async function unpack(name) {
  const bytes = new Uint8Array(await (await get(name)).arrayBuffer());
  const end = bytes.indexOf(10);
  let at = end + 1;
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))).map(([path, size]) => [path, bytes.subarray(at, (at += size))]);
}
function lendBytes(bytes, use) {
  const place = app._malloc(bytes.length || 1);
  app.HEAPU8.set(bytes, place);
  use(place);
  app._free(place);
}
function name(path, use) {
  const place = app.stringToNewUTF8(path);
  use(place);
  app._free(place);
}
const bring = (files) => files.forEach(([path, bytes]) => name(path, (p) => lendBytes(bytes, (b) => app._wv_bring(p, b, bytes.length))));

// The lock of the data folder, for as long as this page lives: one tab writes.
function lock() {
  return new Promise((mine) => {
    const keep = () => new Promise(() => mine());
    navigator.locks.request('wijkverbinder', { ifAvailable: true }, (got) => {
      if (got) return keep();
      tell(kWords.tab);
      followVersions();
      navigator.locks.request('wijkverbinder', () => {
        trouble.hidden = true;
        return keep();
      });
    });
  });
}

// What the browser promises about what is kept (src/base/keeps.h), as far as it has said.
const kKeeps = { forGood: 0, room: 1, week: 2 };
let keeps = kKeeps.room;
// Safari, unless the page was put on the home screen: seven days without a visit, and all of it is gone.
const forgetful = () => navigator.vendor === 'Apple Computer, Inc.' && !navigator.standalone && !matchMedia('(display-mode: standalone)').matches;

async function start() {
  if (!navigator.locks || !globalThis.crypto?.subtle || !Intl.Segmenter || !globalThis.OffscreenCanvas) return tell(kWords.old);
  canvas.width = screen.width;
  canvas.height = screen.height;
  const files = unpack(set.start);
  const locked = lock().then(() => (mayWrite = true));
  const { default: load } = await import(`./${set.program}`);
  const wasm = WebAssembly.compileStreaming(fetch(set.wasm));
  const made = await load({
    instantiateWasm(imports, done) {
      wasm.then((module) => WebAssembly.instantiate(module, imports).then((instance) => done(instance, module))).catch(stop);
      return {};
    },
    wvShown() {
      made.wvShown = undefined;
      firstShown = true;
      first.remove();
      setTimeout(giveOn);
    },
    wvWake: () => soon(),
    wvPen: canvas.getContext('2d', { alpha: false }),
    wvMayWrite: () => mayWrite,
    wvKeeps: () => keeps,
    wvArgon2Worker: () => set.worker,
    wvTrouble: (code, what) => tell(kWords.lost, `${what} (${code})`),
    wvEnded: () => location.reload(),
  });
  app = made;
  app.callMain([...set.options, ...wishes()]);
  for (const [path, size] of set.later) name(path, (p) => app._wv_know(p, size));
  const rest = async () => {
    await Promise.all(Object.values(set).filter((name) => String(name).endsWith('.pack') && name !== set.start).map(async (pack) => {
      for (let files; !files; ) {
        files = await unpack(pack).catch(() => new Promise((later) => setTimeout(later, 5000)));
        if (files) bring(files);
      }
      soon();
    }));
    app._wv_all_came();
    document.documentElement.dataset.whole = 'yes';
    soon();
  };
  bring(await files);
  await locked;
  screen = measure();
  app._wv_begin(screen.width, screen.height, screen.dpi);
  began = true;
  listen();
  turn();
  followVersions();
  rest();
  const { mirror } = await import(`./${set.mirror}`);
  turn.after = mirror(app, elements, () => screen.ratio, soon);
  const promised = (await navigator.storage?.persist?.()) ?? false;
  keeps = forgetful() ? kKeeps.week : promised ? kKeeps.forGood : kKeeps.room;
}

start().catch((error) => (navigator.onLine ? stop(error) : tell(kWords.net)));
