// The pictures of tests/golden once more, drawn in a browser on the same screens: the native program's own files are what they are
// compared with. What may differ is measured below: letters and boxes come from the same code and are the same; drawings are
// the browser's own, whose edges are softened in another way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Hand, drop, open, built, root, scratch } from './browser.mjs';
import { Player, kZone, screenOf, visit } from './player.mjs';
import { serve } from '../../platform/web/serve.mjs';

const kAlike = 48; // as tests/golden/alike.cpp has it: the sum of three channels that nobody sees
const kMostOther = 0.002; // share of the pixels, as there; measured here: 0.0016 at most
// One thing that moved is little of a screen, but much of where it stood: of a square of 24 pixels at most this many. Measured: 31
// for the same pictures, 251 for a button a third of its height lower.
const kTile = 24, kMostOfTile = 60;
const golden = join(root, 'tests/golden');
const folder = scratch('golden');
let server, url;
let opened = 0;

before(async () => {
  server = await serve(join(built, 'site'));
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
  server.close();
  drop(folder);
});

// The lines of a script for one screen.
const lines = (script, from, to) => {
  const all = readFileSync(join(golden, script), 'utf8').split('\n').filter((line) => line && !line.startsWith('#') && !line.startsWith('tree '));
  return all.slice(all.indexOf(from), to === undefined ? undefined : all.indexOf(to));
};

// What stands on the canvas, at half size, beside the file of that name. Not compared are numbers that differ each time, and the
// logo, on which a dot tells how the device is. `moved`: a node that is shown that many pixels lower than it was drawn.
async function compare(hand, player, name, moved = null) {
  const { nodes } = await player.tree();
  const file = readFileSync(join(golden, name)).toString('base64');
  return hand.page.evaluate(async ({ file, differs, logo, moved, alike, tile }) => {
    const canvas = document.getElementById('canvas');
    const drawn = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    drawn.drawImage(canvas, 0, 0);
    if (moved) {
      const [x, y, width, height] = moved.rect.map(Math.round);
      const piece = drawn.getImageData(x, y, width, height);
      drawn.putImageData(drawn.getImageData(x, y - moved.by - 1, width, moved.by), x, y);
      drawn.putImageData(piece, x, y + moved.by);
    }
    drawn.fillStyle = '#808080';
    for (const [x, y, width, height] of differs) {
      const [left, top] = [Math.trunc(x) - 2, Math.trunc(y) - 2];
      drawn.fillRect(left, top, Math.trunc(x + width) + 3 - left, Math.trunc(y + height) + 3 - top);
    }
    const whole = drawn.getImageData(0, 0, canvas.width, canvas.height);
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(file), (one) => one.charCodeAt(0))]), { colorSpaceConversion: 'none' });
    if (bitmap.width !== whole.width >> 1 || bitmap.height !== whole.height >> 1) return { size: `${bitmap.width}x${bitmap.height}, not half of ${whole.width}x${whole.height}` };
    const was = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    was.drawImage(bitmap, 0, 0);
    const isLogo = (x, y) => logo && x >= logo[0] && x < logo[0] + logo[2] && y >= logo[1] && y < logo[1] + logo[3];
    const { data } = was.getImageData(0, 0, bitmap.width, bitmap.height);
    let other = 0;
    const tiles = new Map();
    for (let y = 0; y < bitmap.height; ++y)
      for (let x = 0; x < bitmap.width; ++x) {
        if (isLogo(2 * x, 2 * y)) continue;
        let sum = 0;
        for (let channel = 0; channel < 3; ++channel) {
          const at = (row, column) => whole.data[((2 * y + row) * whole.width + 2 * x + column) * 4 + channel];
          sum += Math.abs(Math.round((at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4) - data[(y * bitmap.width + x) * 4 + channel]);
        }
        if (sum <= alike) continue;
        ++other;
        const place = `${Math.trunc(x / tile)} ${Math.trunc(y / tile)}`;
        tiles.set(place, (tiles.get(place) ?? 0) + 1);
      }
    return { other: other / (bitmap.width * bitmap.height), most: Math.max(0, ...tiles.values()) };
  }, { file, tile: kTile, alike: kAlike, logo: nodes.find(({ id }) => id === 'bar.logo')?.rect_px, differs: nodes.filter((node) => node.volatile).map((node) => node.rect_px), moved: moved && { rect: nodes.find(({ id }) => id === moved.id).rect_px, by: moved.by } });
}

// Plays the lines on that screen; `look` at each picture.
async function album(profile, script, look) {
  const context = await open(join(folder, `${profile}-${++opened}`), { ...screenOf(profile), timezoneId: kZone });
  const hand = new Hand(context.pages()[0]);
  const player = new Player(hand);
  const does = {
    tap: (id) => hand.tap(id),
    scroll: (id) => hand.scroll(id),
    type: (...words) => player.type(JSON.parse(words.join(' '))),
    'expect-screen': (name) => hand.screen(name),
    shot: (name) => look(hand, player, name),
    async lang(code) {
      await hand.tap('bar.language');
      await hand.scroll(`language.${code}`);
      await hand.tap(`language.${code}`);
    },
  };
  try {
    await visit(hand, url);
    for (const line of script) {
      const [verb, ...words] = line.split(' ');
      await does[verb](...words);
      await hand.rest();
    }
    assert.deepEqual(hand.faults, []);
  } finally {
    await context.close();
  }
}

const same = ({ size, other, most }) => !size && other <= kMostOther && most <= kMostOfTile;

const kAlbums = [
  ['kiosk-21', lines('golden.play', 'shot attract.png', 'profile tablet-10'), ['attract.png', 'home.png', 'typed.png', 'review.png', 'receipt.png']],
  ['kiosk-21', lines('story.play', 'tap attract.start', 'profile table-15'), ['story-without.png', 'story-two.png']],
  ['tablet-10', ['tap attract.start', 'lang ar', 'shot tablet-ar.png'], ['tablet-ar.png']],
];
for (const [profile, script, names] of kAlbums)
  test(`${names.join(', ')} on ${profile}`, async (t) => {
    const wrong = [];
    await album(profile, script, async (hand, player, name) => {
      const found = await compare(hand, player, name);
      t.diagnostic(`${name}: ${JSON.stringify(found)}`);
      if (!same(found)) wrong.push(name);
    });
    assert.deepEqual(wrong, []);
  });

test('control: a button that stands a third of its height lower, another screen and another size are seen', async () => {
  await album('kiosk-21', ['tap attract.start', 'shot home.png'], async (hand, player) => {
    const { rect_px } = await player.find('bar.help');
    const moved = await compare(hand, player, 'home.png', { id: 'bar.help', by: Math.round(rect_px[3] / 3) });
    assert.ok(!same(moved) && same(await compare(hand, player, 'home.png')), JSON.stringify(moved));
    assert.ok(!same(await compare(hand, player, 'review.png')));
    assert.match((await compare(hand, player, 'tablet-ar.png')).size, /not half/);
  });
});
