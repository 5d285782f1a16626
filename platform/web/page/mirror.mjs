// What is on the canvas, once more as elements of the page: names, roles, states, values and their order, over the same
// places and unseen, so that a screen reader, a switch, the browser's find and a test meet buttons and fields. It follows
// the program's UI tree (tests/journeys/README.md). A press on an element acts on the node of its name. A text field is a
// real one: who focuses it (a screen reader, Tab, a real keyboard, or a finger once the device's own keys were asked for)
// types, dictates, pastes and composes there as everywhere in the browser, and the program's field gets the text.
const kRoles = { note: 'note', radio: 'radio', checkbox: 'checkbox', group: 'group', progressbar: 'progressbar', img: 'img' };
const kRestMs = 80; // between a turn and the mirror: screens that move aren't read
const kSaidMs = 3000; // what was said stays this long where it is said, so that nobody finds it there a second time
const kCapital = 0.73; // of a letter's size, in the fonts of systems

// What a field is for, for keyboards of browsers; the words of a message alone have several lines. Numbers and addresses run from
// the left in every language, as they are drawn.
const kFields = {
  message: ['textarea', { autocapitalize: 'sentences', enterkeyhint: 'enter' }],
  place: ['input', { autocapitalize: 'sentences', enterkeyhint: 'done' }],
  name: ['input', { autocapitalize: 'words', enterkeyhint: 'done' }],
  phone: ['input', { dir: 'ltr', inputmode: 'tel', enterkeyhint: 'done' }],
  email: ['input', { dir: 'ltr', inputmode: 'email', autocapitalize: 'none', enterkeyhint: 'done' }],
  number: ['input', { dir: 'ltr', inputmode: 'numeric', enterkeyhint: 'done' }],
  code: ['input', { dir: 'ltr', autocapitalize: 'characters', enterkeyhint: 'done' }],
};
// The one button that is the page's own: at a field, the device's keyboard in place of ours.
const kOwnKeys = {
  nl: 'Toetsen van dit apparaat', en: 'This device’s own keys', tr: 'Cihazın kendi tuşları', ar: 'لوحة مفاتيح الجهاز', pl: 'Klawiatura urządzenia', uk: 'Клавіатура пристрою',
};
// The mirror stands scrolled by this much (px), so that a browser can scroll it to what lies above as well as below.
const kAbove = 20_000;
const kButtonMm = 9; // as high and wide as it can be touched (T1)
const fieldOf = (id) => kFields[id.slice(id.lastIndexOf('.') + 1)] ?? kFields.place;
const isField = (element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
const isKey = (id) => id.startsWith('keyboard.');

function tagOf(node, first) {
  if (node.role === 'button' || node.role === 'radio' || node.role === 'checkbox') return 'button';
  if (node.role === 'textbox') return fieldOf(node.id)[0];
  if (node.role === 'heading') return first ? 'h1' : 'h2';
  return 'div';
}

// The program counts bytes of UTF-8, a page counts units of UTF-16.
const bytesBefore = (text, at) => new TextEncoder().encode(text.slice(0, at)).length;
const unitsBefore = (text, bytes) => new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, bytes)).length;

export function mirror(app, root, ratio, soon) {
  const elements = new Map(); // the node's id -> its element
  const typed = new Set(); // fields whose text the program doesn't have yet
  const said = new Map(); // what is told at once: the node's id -> its words
  const keys = document.getElementById('keys');
  const regions = { status: live('polite'), alert: live('assertive') };
  let timer = 0;
  let shown = '';
  let place = '';
  let own = false;

  function live(how) {
    const element = document.createElement('div');
    element.className = 'said';
    element.setAttribute('aria-live', how);
    element.setAttribute('role', how === 'polite' ? 'status' : 'alert');
    root.after(element);
    return element;
  }
  function say(how, words, lang) {
    const line = Object.assign(document.createElement('p'), { textContent: words });
    if (lang) line.lang = lang;
    regions[how].append(line);
    setTimeout(() => line.remove(), kSaidMs);
  }

  const set = (element, name, value) => {
    if (value === undefined || value === '') element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const lend = (words, use) => {
    const places = words.map((text) => app.stringToNewUTF8(text));
    use(...places);
    places.forEach((at) => app._free(at));
    soon();
  };

  // --- from an element to the program ---------------------------------------------------------------------------------

  function put(element) {
    typed.add(element.dataset.id);
    lend([element.dataset.id, element.value], (id, text) => app._wv_put(id, text, bytesBefore(element.value, element.selectionStart ?? element.value.length)));
  }
  function placeCaret(element) {
    if (element.wvComposes || typed.has(element.dataset.id)) return;
    lend([element.dataset.id], (id) => app._wv_place_caret(id, bytesBefore(element.value, element.selectionStart ?? 0)));
  }
  function ownKeys(on) {
    own = on;
    app._wv_own_keys(on ? 1 : 0);
    root.dataset.keys = on ? 'own' : 'ours';
    keys.setAttribute('aria-pressed', String(on));
    soon();
  }
  keys.addEventListener('click', () => {
    ownKeys(!own);
    const field = elements.get(root.dataset.editing);
    if (own) field?.focus({ preventScroll: true });
    else document.activeElement?.blur();
  });
  root.addEventListener('click', ({ target }) => {
    const element = target.closest('[data-id]');
    if (!element || isField(element) || element.wvNode?.state.includes('disabled')) return;
    if (element.tabIndex >= 0) element.focus({ preventScroll: true });
    lend([element.dataset.id], (id) => app._wv_use(id));
  });
  root.addEventListener('focusin', ({ target }) => {
    if (!target.wvNode?.acts || target.wvFollows) return;
    lend([target.dataset.id], (id) => app._wv_point_at(id));
    if (isField(target)) placeCaret(target);
  });
  root.addEventListener('compositionstart', ({ target }) => (target.wvComposes = true));
  root.addEventListener('compositionend', ({ target }) => {
    target.wvComposes = false;
    put(target);
  });
  root.addEventListener('input', ({ target }) => !target.wvComposes && put(target));
  document.addEventListener('selectionchange', () => isField(document.activeElement) && document.activeElement.dataset.id && placeCaret(document.activeElement));
  // Tab, Enter and the space bar are the browser's here, and in a field everything but the way out of it.
  root.addEventListener('keydown', (event) => {
    const out = event.key === 'Escape' || (event.key === 'Enter' && event.target.tagName === 'INPUT');
    const mine = isField(event.target) ? !out : event.target.wvNode && !event.code.startsWith('Numpad') && event.key !== 'Escape' && event.key !== 'Backspace';
    if (mine || event.isComposing) event.stopPropagation();
  });
  // What the page keeps from happening on a canvas is wanted in a field: its menu, and selecting.
  for (const name of ['contextmenu', 'selectstart', 'dragstart']) root.addEventListener(name, (event) => isField(event.target) && event.stopPropagation());
  // A real keyboard writes into the real field: there, and only there, it composes signs and strokes.
  document.addEventListener('keydown', (event) => {
    // A heading has the focus where somebody came to a new page by elements; nothing is typed into it.
    const nowhere = event.target === document.body || (event.target.wvNode && !event.target.wvNode.acts);
    if (!nowhere) return;
    if (event.key === 'Tab') return event.target === document.body ? event.stopPropagation() : undefined;
    const field = root.dataset.editing && elements.get(root.dataset.editing);
    if (!field || field.readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
    if ([...event.key].length !== 1 && event.key !== 'Process' && event.key !== 'Dead' && event.key !== 'Unidentified') return;
    follow(); // what a finger wrote just now stands in the field before the key goes on into it
    field.focus({ preventScroll: true });
    event.stopPropagation();
  }, true);
  // The browser's find, or Tab, went to something that is scrolled away: the program scrolls, not what lies over it.
  root.scrollTo(0, kAbove);
  const isAway = (element) => Boolean(element?.wvNode?.state.includes('offscreen'));
  const found = () => getSelection().anchorNode?.parentElement?.closest('#mirror > [data-id]');
  const goTo = (element) => lend([element.dataset.id], (id) => app._wv_point_at(id));
  root.addEventListener('scroll', () => {
    if (root.scrollTop === kAbove && root.scrollLeft === 0) return;
    const middle = root.scrollTop + root.clientHeight / 2;
    const far = (element) => Math.abs(element.offsetTop + element.offsetHeight / 2 - middle);
    const [nearest] = [...elements.values()].filter(isAway).sort((a, b) => far(a) - far(b));
    root.scrollTo(0, kAbove);
    const to = isAway(found()) ? found() : nearest;
    if (to) goTo(to);
  });
  document.addEventListener('selectionchange', () => isAway(found()) && goTo(found()));

  // --- from the program to elements -------------------------------------------------------------------------------------

  function make(node, tag) {
    const element = document.createElement(tag);
    element.dataset.id = node.id;
    if (tag === 'button') element.type = 'button';
    if (tag === 'h1' || tag === 'h2') element.tabIndex = -1;
    if (node.role === 'textbox') {
      for (const [name, value] of Object.entries({ ...fieldOf(node.id)[1], autocomplete: 'off', spellcheck: 'false' })) element.setAttribute(name, value);
    }
    return element;
  }
  function updateField(element, node, { caret, text }) {
    const { style } = element;
    const hidden = node.private && node.value === ''; // covered: what stands there isn't the page's to know
    element.readOnly = hidden;
    style.color = node.fg;
    style.backgroundColor = node.bg;
    const capital = (node.cap_height_mm * node.rect_px[3]) / (node.rect_mm[3] || 1) / ratio();
    style.fontSize = `${(capital / kCapital).toFixed(1)}px`;
    const line = 0.1 * capital * (100 / text); // what is drawn around it stays, with its corners
    style.clipPath = `inset(${(3 * line).toFixed(1)}px round ${(9 * line).toFixed(1)}px)`;
    style.padding = `${(0.75 * capital).toFixed(1)}px ${(1.05 * capital).toFixed(1)}px`;
    style.paddingInlineEnd = `${sideOfKeys(node).toFixed(1)}px`; // as in the program (Device::field_end_mm)
    if (element.wvComposes || typed.has(node.id) || element.value === node.value) return;
    element.value = node.value;
    if (document.activeElement === element && node.editing) element.setSelectionRange(unitsBefore(node.value, caret), unitsBefore(node.value, caret));
  }
  function update(element, node, tree, read) {
    element.wvNode = node;
    const [left, top, width, height] = node.rect_px.map((px) => px / ratio());
    const at = `${left} ${top} ${width} ${height}`;
    if (element.wvPlace !== at) {
      element.wvPlace = at;
      Object.assign(element.style, { left: `${left}px`, top: `${top + kAbove}px`, width: `${width}px`, height: `${height}px` });
    }
    set(element, 'role', kRoles[node.role]);
    const is = (state) => node.state.includes(state);
    const field = node.role === 'textbox';
    if (field) updateField(element, node, tree);
    else {
      const text = node.role === 'img' || node.role === 'progressbar' || node.role === 'group' ? '' : node.name;
      if (element.textContent !== text) element.textContent = text;
    }
    // Seen words are part of the name by which somebody who speaks calls a control (WCAG 2.5.3). Plain words have none.
    const named = field || node.acts || element.getAttribute('role') === 'img' || node.role === 'progressbar' || node.role === 'group';
    const label = node.label.includes(node.name) || node.name === '' ? node.label : node.name;
    set(element, 'aria-label', named && label !== element.textContent ? label : undefined);
    const stateful = node.role === 'radio' || node.role === 'checkbox' || node.toggles || field;
    set(element, 'aria-description', node.acts && !stateful ? node.told : undefined);
    const hidden = !read || isKey(node.id);
    set(element, 'aria-hidden', hidden ? 'true' : undefined);
    if (node.acts) {
      set(element, 'tabindex', hidden || is('disabled') ? '-1' : '0');
      set(element, 'aria-disabled', is('disabled') ? 'true' : undefined);
    }
    const on = is('checked') || is('selected') || is('pressed');
    set(element, 'aria-checked', node.role === 'radio' || node.role === 'checkbox' ? String(on) : undefined);
    set(element, 'aria-pressed', node.role === 'button' && (node.toggles || is('selected')) ? String(on) : undefined);
    const wrong = elements.has(`${node.id}.error`) || tree.nodes.some(({ id }) => id === `${node.id}.error`);
    set(element, 'aria-invalid', field && wrong ? 'true' : undefined);
    set(element, 'aria-busy', is('busy') ? 'true' : undefined);
    set(element, 'lang', node.lang);
    if (is('focused') && !node.editing && root.dataset.by === 'keys' && document.activeElement !== element && !hidden) {
      element.wvFollows = true;
      element.focus({ preventScroll: true });
      element.wvFollows = false;
    }
  }
  // A finger chose another field than the one that a real keyboard writes into: it goes with the finger.
  function followField({ caret }) {
    const field = elements.get(root.dataset.editing);
    const at = document.activeElement;
    if (!field || at === field || !isField(at)) return;
    field.wvFollows = true;
    field.focus({ preventScroll: true });
    const place = unitsBefore(field.value, caret);
    field.setSelectionRange(place, place);
    field.wvFollows = false;
  }
  const sideOfKeys = ({ rect_px: [, , , px], rect_mm: [, , , mm] }) => Math.min(kButtonMm * (px / (mm || 1)), px) / ratio();
  // In the corner of the field that is typed in, at the end of its lines.
  function placeKeys(tree) {
    const field = tree.nodes.find((node) => node.editing && !(node.private && node.value === ''));
    keys.hidden = !field || field.state.includes('offscreen');
    if (keys.hidden) return;
    const [left, top, width, height] = field.rect_px.map((px) => px / ratio());
    const side = sideOfKeys(field);
    const at = tree.dir === 'rtl' && !fieldOf(field.id)[1].dir ? left : left + width - side;
    Object.assign(keys.style, { left: `${at}px`, top: `${top + height - side}px`, width: `${side}px`, height: `${side}px`, color: field.fg });
    set(keys, 'aria-label', kOwnKeys[tree.lang] ?? kOwnKeys.en);
  }
  // Errors and what was done are told when they come, each once.
  function tell(tree) {
    for (const id of said.keys()) if (!tree.nodes.some((node) => node.id === id)) said.delete(id);
    for (const { id, role, name, lang } of tree.nodes) {
      if ((role !== 'alert' && role !== 'status') || said.get(id) === name) continue;
      said.set(id, name);
      say(role, name, lang);
    }
  }

  function follow() {
    clearTimeout(timer);
    timer = 0;
    const at = app._wv_tree();
    const text = app.UTF8ToString(at);
    app._free(at);
    if (text === '' || text === shown) return;
    shown = text;
    const tree = JSON.parse(text);
    const heading = tree.nodes.find(({ role }) => role === 'heading');
    const now = [tree.screen, tree.overlay, tree.page, heading?.id].join(' ');
    const moved = place !== now;
    const had = root.contains(document.activeElement);
    place = now;
    const edited = root.dataset.editing;
    document.documentElement.lang = tree.lang;
    document.documentElement.dir = root.dir = tree.dir;
    Object.assign(root.dataset, { screen: tree.screen, overlay: tree.overlay ?? '', page: String(tree.page), text: String(tree.text), contrast: tree.contrast, editing: tree.nodes.find(({ editing }) => editing)?.id ?? '' });
    set(root, 'role', tree.overlay ? 'dialog' : undefined);
    set(root, 'aria-modal', tree.overlay ? 'true' : undefined);
    set(root, 'aria-label', tree.overlay ? heading?.name ?? tree.nodes.find(({ name }) => name)?.name : undefined);
    const rank = new Map(tree.order.map((id, index) => [id, index]));
    const last = tree.order.length;
    const nodes = tree.nodes.toSorted((a, b) => (rank.get(a.id) ?? last) - (rank.get(b.id) ?? last));
    const staying = new Set(nodes.map(({ id }) => id));
    for (const [id, element] of elements) {
      if (staying.has(id)) continue;
      element.remove();
      elements.delete(id);
    }
    let before = null;
    for (const node of nodes) {
      const tag = tagOf(node, node === heading);
      let element = elements.get(node.id);
      if (element && element.tagName.toLowerCase() !== tag) {
        element.remove();
        element = undefined;
      }
      if (!element) elements.set(node.id, (element = make(node, tag)));
      // In the order in which they are read. What is moved loses the focus, so others make way for who has it.
      let next = before ? before.nextSibling : root.firstChild;
      if (element === document.activeElement) for (; next !== element; next = before ? before.nextSibling : root.firstChild) root.append(next);
      else if (next !== element) root.insertBefore(element, next);
      update(element, node, tree, rank.has(node.id));
      before = element;
    }
    if (own && tree.screen === 'attract') ownKeys(false); // somebody else
    placeKeys(tree);
    if (root.dataset.editing !== edited) followField(tree);
    tell(tree);
    // Who goes from element to element begins a new page at its heading; nobody else is taken anywhere.
    if (moved && had && !root.contains(document.activeElement)) (elements.get(heading?.id) ?? root.querySelector('button:not([aria-hidden])'))?.focus({ preventScroll: true });
  }
  return () => {
    typed.clear(); // a turn has taken them in
    clearTimeout(timer);
    timer = setTimeout(follow, kRestMs);
  };
}
