#!/usr/bin/env node
// site.mjs [--quick] OUT [MUNICIPALITY]: makes the folder that a web server gives out, from the built program (build/web/program),
// the letters (build/web/fonts), the assets and a municipality's folder of settings (default: assets/example). Needs no
// compiler: a municipality that changes a word runs this alone.
//
// Everything but index.html, sw.js and the manifest is called by the hash of what is in it, and index.html names one set
// of them: a page never meets a program of another version. Files that the program reads by name travel in packs (a line
// of JSON with names and sizes, then the bytes). `start` is there before the first frame: the page's own language, and of
// the others what the first screen says in them. After it come, side by side, what hears cries for help, the pictures, all
// letters, and each other language.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, renameSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const here = resolve(fileURLToPath(new URL('.', import.meta.url)));
const root = resolve(here, '../..');
// --quick: compressed lightly, for trying.
const quick = process.argv.includes('--quick');
const [out, municipality = join(root, 'assets/example')] = process.argv.slice(2).filter((word) => word !== '--quick');
if (!out) fail('usage: site.mjs OUT [MUNICIPALITY]', 2);
const built = join(root, 'build/web');

function fail(what, status = 1) {
  console.error(`site: ${what}`);
  process.exit(status);
}

const under = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();

// --- the files that the program reads by name -----------------------------------------------------------------------

const files = new Map(); // the name that the program knows -> its bytes
const take = (name, path) => files.set(name, readFileSync(path));
for (const folder of ['forms', 'help', 'i18n', 'keyboards', 'speech'])
  for (const path of under(join(root, 'assets', folder))) if (extname(path) !== '.md') take(`/assets/${folder}/${relative(join(root, 'assets', folder), path)}`, path);
// Drawings without what only an artist's tool reads: comments and the space between tags.
for (const folder of ['illustrations', 'icons'])
  for (const path of under(join(root, 'assets', folder)).filter((name) => name.endsWith('.svg')))
    files.set(`/assets/${folder}/${basename(path)}`, Buffer.from(readFileSync(path, 'utf8').replace(/<!--[\s\S]*?-->/g, '').replace(/>\s+</g, '><').trim()));
for (const path of under(municipality)) take(`/municipality/${relative(municipality, path)}`, path);
const letters = join(built, 'fonts');
for (const name of readdirSync(letters)) if (/\.[ot]tf$/.test(name)) take(`/fonts/${name}`, join(letters, name));

const configFile = join(municipality, 'config.json');
if (!existsSync(configFile)) fail(`${municipality}: there is no config.json in it`, 2);
const config = JSON.parse(readFileSync(configFile, 'utf8'));
if (config.sync?.password_file || config.sync?.user || config.sync?.ca_file)
  fail(`${configFile}: /sync: a password or own certificates never reach a browser; let the proxy hold them (platform/web/README.md)`, 2);
if (config.sync && config.sync.type !== 'door')
  fail(`${configFile}: /sync/type: a browser sends through a door only; write "door" (platform/web/README.md)`, 2);
const languages = config.languages ?? ['nl'];
const first = languages[0]; // the page's own

// Looked for at the start, and too large to be fetched before somebody writes in them: known by name only.
const absent = ['Symbola_hint.ttf', 'DroidSansFallbackFull.ttf', 'unifont.otf', 'unifont_upper.otf'].map((name) => `/fonts/${name}`);

const language = (name) => /^\/assets\/(i18n|keyboards)\/([a-z]{2})\.json$/.exec(name)?.[2];
const spoken = (name) => /^\/assets\/help\/words\.([a-z]+)\.json$/.exec(name)?.[1];
for (const name of [...files.keys()]) {
  const code = language(name) ?? spoken(name);
  if (code && !languages.includes(code) && !(name.includes('/i18n/') && code === 'nl')) files.delete(name);
}

// What the page begins with in the place of a whole file: of another language its name and what the first screen says in
// it; few letters, where no more are needed to write the page's own language and what the municipality is called.
const brief = new Map();
const known = [...new Set([first, 'nl'])];
const json = (name) => JSON.parse(files.get(name).toString());
for (const code of languages.filter((one) => !known.includes(one))) {
  const { _language, 'attract.touch': touch } = json(`/assets/i18n/${code}.json`);
  brief.set(`/assets/i18n/${code}.json`, Buffer.from(JSON.stringify({ _language, 'attract.touch': touch })));
}
const { texts: own = {}, ...town } = json(`/municipality/${config.municipality ?? 'municipality.json'}`);
const written = JSON.stringify([...known.map((code) => [json(`/assets/i18n/${code}.json`), own[code]]), config, town, ...Object.values(own).map((one) => one['attract.touch'])]);
const cut = readFileSync(join(letters, 'start/letters'), 'utf8').trim().split(',').map((range) => range.slice(2).split('-').map((code) => parseInt(code, 16)));
const isCut = (code) => cut.some(([from, to = from]) => code >= from && code <= to) || /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code));
if ([...written].every((letter) => isCut(letter.codePointAt(0))))
  for (const name of readdirSync(join(letters, 'start')).filter((one) => files.has(`/fonts/${one}`))) brief.set(`/fonts/${name}`, readFileSync(join(letters, 'start', name)));

const inStart = (name) => {
  if (brief.has(name)) return true;
  if (name.startsWith('/municipality/')) return /\.(json|jwks|jws|jwk|pem|txt|otf|ttf)$/.test(name);
  if (name.startsWith('/fonts/')) return /\/(Inter|NotoSansArabic|NotoSans)-/.test(name);
  if (name.startsWith('/assets/illustrations/')) return /\/(scene-attract|wijkverbinder|wijkverbinder-small|logo|hand-touch)\.svg$/.test(name);
  return !name.endsWith('/cries.bin') && !name.startsWith('/assets/speech/');
};
const isLate = (name) => !inStart(name) || brief.has(name);
function pack(names, from = files) {
  const parts = names.map((name) => from.get(name));
  return Buffer.concat([Buffer.from(`${JSON.stringify(names.map((name, i) => [name, parts[i].length]))}\n`), ...parts]);
}
const names = [...files.keys()];
const late = names.filter(isLate);
const start = pack(names.filter(inStart), new Map([...files, ...brief]));
// What hears cries for help travels by itself, and first of all that is late: somebody may write soon.
const packs = { cries: late.filter((name) => name.endsWith('/cries.bin')) };
packs.pictures = late.filter((name) => /^\/assets\/(illustrations|icons)\//.test(name));
for (const name of late.filter(language)) packs[language(name)] = [...(packs[language(name)] ?? []), name];
packs.letters = late.filter((name) => name.startsWith('/fonts/') && brief.has(name));
packs.rest = late.filter((name) => !Object.values(packs).flat().includes(name));

// --- the set ---------------------------------------------------------------------------------------------------------

const part = `${resolve(out)}.part`;
rmSync(part, { recursive: true, force: true });
mkdirSync(part, { recursive: true });
const sizes = [];
const hashes = new Map(); // name -> SHA-256 of the whole file, which sw.js checks

function write(name, bytes) {
  const body = Buffer.from(bytes);
  writeFileSync(join(part, name), body);
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quick ? 2 : 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
  writeFileSync(join(part, `${name}.br`), brotli);
  writeFileSync(join(part, `${name}.gz`), gzipSync(body, { level: quick ? 1 : 9 }));
  sizes.push({ name, raw: body.length, brotli: brotli.length });
  hashes.set(name, createHash('sha256').update(body).digest('hex'));
}
function keep(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const end = extname(name);
  const hashed = `${basename(name, end)}.${hash}${end}`;
  write(hashed, bytes);
  return hashed;
}
const program = (name) => {
  const path = join(built, 'program', name);
  if (!existsSync(path)) fail(`${path} isn't built; run platform/web/build`);
  return readFileSync(path);
};
const page = (name) => readFileSync(join(here, 'page', name));
// Without whole lines of comment: what a visitor fetches is the code.
const script = (name) => page(name).toString().replace(/^\s*\/\/.*\n/gm, '');

const argon2 = keep('argon2.wasm', program('argon2.wasm'));
const set = {
  wasm: keep('wijkverbinder.wasm', program('wijkverbinder.wasm')),
  program: keep('wijkverbinder.mjs', program('wijkverbinder.mjs')),
  argon2,
  worker: keep('argon2_worker.js', script('argon2_worker.js').replace('{{argon2}}', argon2)),
  mirror: keep('mirror.mjs', script('mirror.mjs')),
  start: keep('start.pack', start),
  ...Object.fromEntries(Object.entries(packs).filter(([, inside]) => inside.length > 0).map(([name, inside]) => [name, keep(`${name}.pack`, pack(inside))])),
  later: [...names.filter((name) => !inStart(name)).map((name) => [name, files.get(name).length]), ...absent.map((name) => [name, 1])],
  options: [],
};
const theStart = keep('start.mjs', script('start.mjs'));
// Its colours are the house style's, or ours (src/content/style.h).
const colours = { accent: '#17213b', ink: '#17213b', paper: '#fbf7ef', ...town.style };
const style = keep('page.css', page('page.css').toString().replace(/\{\{(accent|ink|paper)\}\}/g, (_, name) => (/^#[0-9a-f]{6}$/i.test(colours[name]) ? colours[name] : '#17213b')));
const municipalityName = town.name ?? 'Wijkverbinder';
const icon = keep('icon.svg', files.get('/assets/illustrations/wijkverbinder-small.svg'));
const manifest = keep('manifest.webmanifest', JSON.stringify({
  name: `Wijkverbinder ${municipalityName}`, short_name: 'Wijkverbinder', lang: first, start_url: './', scope: './', display: 'fullscreen',
  background_color: '#ffffff', theme_color: '#ffffff', icons: [{ src: icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
}));
// The first screen by the browser itself, until the program draws it (src/ui/screens/attract.cpp has the same words).
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const said = { ...json('/assets/i18n/nl.json'), ...own.nl, ...json(`/assets/i18n/${first}.json`), ...own[first] };
const who = town.wijkverbinders?.[0]?.name;
const isTrial = ['recipients', 'register', 'authority'].every((name) => config[name] === undefined);
const greeting = [
  isTrial && `<div role="status">${escaped(said['trial.banner'])}</div>`,
  files.get('/assets/illustrations/scene-attract.svg').toString().replace('<svg ', '<svg aria-hidden="true" '),
  `<h1>${escaped(said['attract.heading'])}</h1>`,
  who && `<p>${escaped(said['home.greeting'].replace('{name}', who))}</p>`,
  `<button type="button">${escaped(said['attract.start'])}</button>`,
].filter(Boolean).join('');
const html = page('index.html').toString().replace('{{first}}', () => greeting)
  .replaceAll('{{language}}', first).replaceAll('{{name}}', municipalityName.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`))
  .replaceAll('{{style}}', style).replaceAll('{{script}}', theStart).replaceAll('{{icon}}', icon).replaceAll('{{manifest}}', manifest)
  .replaceAll('{{program}}', set.program).replaceAll('{{wasm}}', set.wasm).replaceAll('{{start}}', set.start)
  .replaceAll('{{set}}', JSON.stringify(set).replaceAll('<', '\\u003c'));
write('index.html', html);
const all = [theStart, style, icon, manifest, ...Object.values(set).filter((value) => typeof value === 'string')];
const kept = JSON.stringify({ './': hashes.get('index.html'), ...Object.fromEntries(all.map((name) => [name, hashes.get(name)])) });
const version = createHash('sha256').update(kept).digest('hex').slice(0, 16);
write('sw.js', script('sw.js').replace('{{version}}', version).replace("'{{files}}'", kept));
writeFileSync(join(part, 'sizes.json'), `${JSON.stringify({ version, files: sizes }, null, 1)}\n`);

// One rename: a server never gives out half a set.
const old = `${resolve(out)}.old`;
rmSync(old, { recursive: true, force: true });
if (existsSync(out)) renameSync(out, old);
renameSync(part, out);
rmSync(old, { recursive: true, force: true });
const sum = (match) => sizes.filter(({ name }) => match.test(name)).reduce((total, { brotli }) => total + brotli, 0);
console.log(`site: ${relative(process.cwd(), resolve(out)) || out}: ${Math.round(sum(/./) / 1000)} kB brotli, ${Math.round(sum(/^(index|start|wijkverbinder|page)/) / 1000)} of it before the first frame`);
