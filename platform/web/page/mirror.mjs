// What is on the canvas, once more as elements of the page: names, roles, states, values and their order, over the same
// places and unseen, so that a screen reader, a switch, the browser's find and a test meet buttons and fields. It follows
// the program's UI tree (tests/journeys/README.md); a press on an element is a touch at its place.
const kRoles = { note: 'note', alert: 'alert', status: 'status', radio: 'radio', checkbox: 'checkbox', group: 'group', progressbar: 'progressbar', row: 'row' };
const kRestMs = 80; // between a turn and the mirror: screens that move aren't read

function tagOf(node) {
  if (node.role === 'button') return 'button';
  if (node.role === 'heading') return 'h1';
  return 'div';
}

export function mirror(app, root, ratio, soon) {
  const elements = new Map(); // the node's id -> its element
  let timer = 0;
  let shown = '';

  const set = (element, name, value) => {
    if (value === undefined || value === '') element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  function press(node) {
    const [x, y, width, height] = node.rect_px;
    const now = performance.now();
    const kPressing = -2; // no finger of the browser's has this number
    app._wv_finger(0, kPressing, x + width / 2, y + height / 2, now, 0);
    soon();
    setTimeout(() => {
      app._wv_finger(2, kPressing, x + width / 2, y + height / 2, performance.now(), 0);
      soon();
    }, 60);
  }
  function make(node) {
    const element = document.createElement(tagOf(node));
    element.dataset.id = node.id;
    if (element.tagName === 'BUTTON') element.type = 'button';
    else if (node.role === 'textbox') element.setAttribute('role', 'textbox');
    else if (node.role === 'img') element.setAttribute('role', 'img');
    else if (kRoles[node.role]) element.setAttribute('role', kRoles[node.role]);
    element.addEventListener('click', () => element.wvNode && press(element.wvNode));
    return element;
  }
  function update(element, node) {
    element.wvNode = node;
    const [left, top, width, height] = node.rect_px.map((px) => px / ratio());
    const place = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    if (element.wvPlace !== place) {
      element.wvPlace = place;
      Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    }
    const is = (state) => node.state.includes(state);
    const words = node.role === 'textbox' ? node.value : node.name;
    const inside = node.role === 'img' || node.role === 'textbox' || node.role === 'group' || node.role === 'progressbar';
    if (inside) set(element, 'aria-label', node.spoken || node.name);
    else if (node.spoken && node.spoken !== words) set(element, 'aria-label', node.spoken);
    else set(element, 'aria-label', undefined);
    const text = node.role === 'img' ? '' : words;
    if (element.textContent !== text) element.textContent = text;
    const acts = ['button', 'radio', 'checkbox', 'textbox'].includes(node.role);
    if (acts) set(element, 'tabindex', is('disabled') ? '-1' : '0');
    if (acts) set(element, 'aria-disabled', is('disabled') ? 'true' : undefined);
    if (node.role === 'radio' || node.role === 'checkbox') set(element, 'aria-checked', is('checked') || is('selected') ? 'true' : 'false');
    if (node.role === 'button') set(element, 'aria-pressed', is('pressed') || is('selected') ? 'true' : undefined);
    set(element, 'aria-busy', is('busy') ? 'true' : undefined);
    set(element, 'lang', node.lang);
    if (is('focused') && document.activeElement !== element) element.focus({ preventScroll: true });
  }

  function follow() {
    timer = 0;
    const at = app._wv_tree();
    const text = app.UTF8ToString(at);
    app._free(at);
    if (text === '' || text === shown) return;
    shown = text;
    const tree = JSON.parse(text);
    document.documentElement.lang = tree.lang;
    root.dir = tree.dir;
    Object.assign(root.dataset, { screen: tree.screen, overlay: tree.overlay ?? '', page: String(tree.page) });
    const gone = new Set(elements.keys());
    let before = null;
    for (const node of tree.nodes) {
      let element = elements.get(node.id);
      if (element && element.tagName.toLowerCase() !== tagOf(node)) {
        element.remove();
        element = undefined;
      }
      if (!element) elements.set(node.id, (element = make(node)));
      gone.delete(node.id);
      update(element, node);
      // In the order in which they are read.
      const next = before ? before.nextSibling : root.firstChild;
      if (next !== element) root.insertBefore(element, next);
      before = element;
    }
    for (const id of gone) {
      elements.get(id).remove();
      elements.delete(id);
    }
  }
  return () => {
    clearTimeout(timer);
    timer = setTimeout(follow, kRestMs);
  };
}
