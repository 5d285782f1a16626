// The one door between browsers and a CouchDB: real nginx and real Caddy with the settings of platform/web, and serve.mjs, each
// before something that writes down whatever reaches it. Envelopes and one look-up go through; every other path, method and
// spelling stays outside, and nothing that a visitor says of himself goes on. The same requests are tried on doors whose
// one rule was taken away: there they must get through, else this test could see nothing.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import { kHeaders, serve } from '../../platform/web/serve.mjs';
import { built, drop, freePort, root, scratch, until } from './browser.mjs';

const folder = scratch('door');
const site = join(folder, 'site');
const kSecret = Buffer.from('door:only-here').toString('base64');
const kId = '3b83fc43-7782-4422-bedd-98d4571f99ad';
const kTag = '0123456789abcdef0123456789abcdef';
const kView = `/answers/_design/wijkverbinder/_view/by_tag?key=%22${kTag}%22&include_docs=true&limit=50`;
const ends = [];
let couch;

// Whoever is behind the door: says yes to everything, and writes it down.
async function listener() {
  const came = [];
  const server = createServer((request, response) => {
    let size = 0;
    request.on('data', (part) => (size += part.length));
    request.on('end', () => {
      came.push({ what: `${request.method} ${request.url}`, headers: request.headers, size });
      response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': 'AuthSession=secret', 'www-authenticate': 'Basic realm="x"', server: 'CouchDB/3.3' });
      response.end(request.method === 'HEAD' ? undefined : '{"ok":true}');
    });
    request.on('error', () => {});
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => { server.closeAllConnections(); server.close(); });
  return { came, url: `http://127.0.0.1:${server.address().port}` };
}

// One request, its letters as they stand: no client that tidies a path up.
function raw({ port, plain }, method, path, { headers = {}, body = '' } = {}) {
  return new Promise((done, failed) => {
    const line = plain ? connectPlain(port, '127.0.0.1') : connect({ port, host: '127.0.0.1', servername: 'wijk.example.nl', rejectUnauthorized: false });
    const parts = [];
    line.on('data', (part) => parts.push(part));
    line.on('error', (error) => (parts.length ? undefined : failed(error)));
    line.on('close', () => {
      const text = Buffer.concat(parts).toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const [first, ...rest] = text.slice(0, end).split('\r\n');
      const fields = rest.map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]);
      done({ status: Number(first.split(' ')[1]), headers: Object.fromEntries(fields), body: text.slice(end + 4), text });
    });
    const all = { host: 'wijk.example.nl', connection: 'close', ...(body && { 'content-length': Buffer.byteLength(body) }), ...headers };
    line.write(`${method} ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
  });
}
const answers = (door, child) => until('the door to open', () => {
  assert.equal(child.exitCode, null, `${door.name} does not start`);
  return raw(door, 'GET', '/').then(() => true, () => false);
});

// --- the three doors, each as it stands or with a rule changed -------------------------------------------------------

function swap(text, changes) {
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `the settings have no ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}
const program = (name, places) => places.find((place) => existsSync(place)) ?? assert.fail(`${name} is missing: platform/web/test fetches it`);
function start(command, words, env = {}) {
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  child.stderr.on('data', (part) => (said += part));
  ends.push(() => new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('exit', done);
    child.kill('SIGTERM');
  }));
  child.once('exit', (status) => status && console.error(said.slice(-2000)));
  return child;
}

async function nginx(name, back, changes = []) {
  const servers = join(built, 'tests/servers');
  const port = await freePort();
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'couch.conf'), `proxy_set_header Authorization "Basic ${kSecret}";\n`);
  chmodSync(join(home, 'couch.conf'), 0o600);
  const settings = swap(readFileSync(join(root, 'platform/web/nginx.conf'), 'utf8'), [
    ['listen 80;', `listen 127.0.0.1:${await freePort()};`], ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`], ['/srv/wijkverbinder', site], ['/etc/ssl/wijkverbinder', folder],
    ['http://127.0.0.1:5984', back], ['/etc/nginx/wijkverbinder-couch.conf', join(home, 'couch.conf')], ['/etc/nginx/mime.types', join(servers, 'etc/nginx/mime.types')], ...changes,
  ]);
  writeFileSync(join(home, 'nginx.conf'), `daemon off; pid ${home}/pid; error_log stderr error; worker_processes 1; ${process.getuid() === 0 ? 'user root;' : ''}
    load_module ${servers}/usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
    events {} http { client_body_temp_path ${home}/b; proxy_temp_path ${home}/p; fastcgi_temp_path ${home}/f; uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
    ${settings} }`);
  const child = start(program('nginx', [join(servers, 'usr/sbin/nginx')]), ['-c', join(home, 'nginx.conf'), '-p', home, '-e', 'stderr']);
  const door = { name, port };
  await answers(door, child);
  return door;
}

async function caddy(name, back, changes = []) {
  const servers = join(built, 'tests/servers');
  const port = await freePort();
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  const settings = swap(readFileSync(join(root, 'platform/web/Caddyfile'), 'utf8'), [
    ['wijk.example.nl {', `https://wijk.example.nl:${port} {\n\tbind 127.0.0.1\n\ttls ${folder}/fullchain.pem ${folder}/privkey.pem`],
    ['/srv/wijkverbinder', site], ['http://127.0.0.1:5984', back], ...changes,
  ]);
  writeFileSync(join(home, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${settings}`);
  const child = start(program('caddy', [join(servers, 'usr/bin/caddy')]), ['run', '--config', join(home, 'Caddyfile'), '--adapter', 'caddyfile'], { WIJKVERBINDER_COUCH: kSecret, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home });
  const door = { name, port };
  await answers(door, child);
  return door;
}

async function ours(name, back) {
  const server = await serve(site, { couch: back });
  ends.push(() => { server.closeAllConnections(); server.close(); });
  return { name, port: server.address().port, plain: true };
}
const kDoors = { nginx, caddy, 'serve.mjs': ours };

before(async () => {
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>x</title>\n');
  writeFileSync(join(site, 'a.0123456789abcdef.wasm'), 'plain');
  writeFileSync(join(site, 'a.0123456789abcdef.wasm.br'), 'made ready by brotli');
  writeFileSync(join(site, 'a.0123456789abcdef.wasm.gz'), 'made ready by gzip');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=wijk.example.nl',
    '-addext', 'subjectAltName=DNS:wijk.example.nl', '-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')], { stdio: 'ignore' });
  couch = await listener();
});
after(async () => {
  for (const end of ends.reverse()) await end();
  drop(folder);
});

// --- what stays outside ------------------------------------------------------------------------------------------------

const kInbox = `/inbox/${kId}`;
const kBoxes = ['inbox', 'answers', 'published', 'cases', '_users', '_replicator'];
const kOutside = [
  ...kBoxes.flatMap((box) => ['', '/', '/_all_docs', '/_all_docs?include_docs=true', '/_changes', '/_changes?feed=continuous', '/_find', '/_bulk_docs', '/_bulk_get', '/_purge', '/_security', '/_local_docs',
    '/_local/x', '/_design/wijkverbinder', '/_design/wijkverbinder/_view/by_tag', '/_design_docs', '/_index', '/_compact', '/_revs_diff', '/_missing_revs', '/_explain', '/_shards'].map((rest) => ['GET', `/${box}${rest}`])),
  ...['/_all_dbs', '/_replicate', '/_session', '/_utils/', '/_config', '/_node/_local/_config', '/_up', '/_uuids', '/_active_tasks', '/_cluster_setup', '/_membership', '/_scheduler/jobs', '/_db_updates', '/_dbs_info'].map((path) => ['GET', path]),
  ...['answers', 'published', 'cases', 'Inbox', 'inbox2'].flatMap((box) => [['GET', `/${box}/${kId}`], ['PUT', `/${box}/${kId}`]]),
  ...['POST', 'DELETE', 'COPY', 'HEAD', 'PATCH', 'OPTIONS', 'MOVE', 'PROPFIND', 'TRACE', 'put', 'X'].flatMap((method) => [[method, kInbox], [method, `/answers/by-tag/${kTag}`], [method, '/inbox'], [method, '/inbox/_bulk_docs'], [method, '/_replicate']]),
  ['PUT', `/answers/by-tag/${kTag}`],
  ...['?rev=1-a', '?new_edits=false', '?attachments=true', '?batch=ok', '?revs=true', '?open_revs=all', '?', '?x', '?conflicts=true'].flatMap((query) => [['GET', kInbox + query], ['PUT', kInbox + query]]),
  ...['?', '?key=%22x%22', '?include_docs=true', '?startkey=%22%22', '?limit=9999', '&endkey=%22z%22'].map((query) => ['GET', `/answers/by-tag/${kTag}${query}`]),
  ...['', '/', '/*', `/${kTag.slice(1)}`, `/${kTag}0`, `/${kTag.toUpperCase()}`, `/${kTag}/x`, `/${kTag}%22`, `/%22${kTag.slice(3)}`, `/..%2f_all_docs`, '/../_all_docs', `/${kTag.slice(1)}%30`, `/${kTag.slice(1)}.`, '/_all_docs'].map((rest) => ['GET', `/answers/by-tag${rest}`]),
  ...['/inbox/..%2f_all_dbs', '/inbox/..%2F..%2F_all_dbs', '/inbox/../_all_dbs', '/inbox/%2e%2e/_all_dbs', '/inbox/%2e%2e%2f_all_dbs', '/inbox//_all_docs', '//inbox/_all_docs', `//inbox/${kId}`, `/inbox//${kId}`, `/./inbox/${kId}`, `/x/../inbox/${kId}`, `/inbox/./${kId}`,
    `/%69nbox/${kId}`, `/inbox/${kId.slice(0, -1)}%64`, `/inbox%2f${kId}`, `/inbox%252f${kId}`, `/inbox\\${kId}`, `/inbox/${kId}/`, `/inbox/${kId}/attachment.txt`, `/inbox/${kId}%2fattachment`, `/inbox/${kId};x`, `/inbox/${kId}%00`, `/inbox/${kId}%0d%0aX:%20y`,
    `/inbox/${kId}#x`, `/inbox/${kId.toUpperCase()}`, `/inbox/${kId.replaceAll('-', '')}`, `/inbox/${kId}0`, `/inbox/x${kId}`, `/inbox/${kId.replace('-4', '-1')}`, '/inbox/_local%2fx', '/inbox/_design%2fx', '/inbox/_design/wijkverbinder', '/inbox/a', '/inbox/1', '/inbox/null'].flatMap((path) => [['GET', path], ['PUT', path]]),
];

async function one(door, [method, path]) {
  const reply = await raw(door, method, path, { body: method === 'PUT' || method === 'POST' ? '{}' : '' }).catch(() => ({ status: 0 }));
  return reply.status >= 200 && reply.status < 300 ? [`${method} ${path}: ${reply.status}`] : [];
}
// Many at a time; who it was is looked at once something came through.
async function getsThrough(door, list, at = 20) {
  const through = [];
  for (let i = 0; i < list.length; i += at) {
    couch.came.length = 0;
    const some = list.slice(i, i + at);
    const welcome = (await Promise.all(some.map((request) => one(door, request)))).flat();
    if (at === 1 && couch.came.length > 0) through.push(`${some[0].join(' ')} -> ${couch.came.map(({ what }) => what)}`);
    else if (at === 1) through.push(...welcome);
    else if (couch.came.length + welcome.length > 0) through.push(...(await getsThrough(door, some, 1)));
  }
  couch.came.length = 0;
  return through;
}

for (const [name, make] of Object.entries(kDoors)) {
  test(`${name}: an envelope, one's own, and the answers of a tag go through, and nothing a visitor says of himself`, async () => {
    const door = await make(`${name}-as-it-is`, couch.url);
    couch.came.length = 0;
    const headers = { cookie: 'AuthSession=stolen', authorization: 'Basic eDp5', 'x-auth-couchdb-username': 'admin', 'x-http-method-override': 'DELETE', 'if-match': '1-a', destination: 'other' };
    const body = JSON.stringify({ words: 'x'.repeat(4_400_000) });
    const put = await raw(door, 'PUT', kInbox, { headers, body });
    const get = await raw(door, 'GET', kInbox, { headers });
    const look = await raw(door, 'GET', `/answers/by-tag/${kTag}`, { headers });
    for (const reply of [put, get, look]) {
      assert.equal(reply.status, 201, reply.text.slice(0, 400));
      for (const field of ['set-cookie', 'www-authenticate']) assert.equal(reply.headers[field], undefined, field);
      assert.doesNotMatch(reply.headers.server ?? '', /[0-9]/);
      assert.match(reply.headers['cache-control'], /no-cache/);
    }
    assert.deepEqual(couch.came.map(({ what }) => what), [`PUT ${kInbox}`, `GET ${kInbox}`, `GET ${kView}`]);
    assert.equal(couch.came[0].size, body.length);
    for (const { headers: went } of couch.came) {
      for (const field of ['cookie', 'x-auth-couchdb-username', 'x-http-method-override', 'if-match', 'destination', 'x-forwarded-for']) assert.equal(went[field], undefined, field);
      assert.equal(went.authorization, name === 'serve.mjs' ? undefined : `Basic ${kSecret}`);
    }
  });

  test(`${name}: ${kOutside.length} other requests stay outside`, async () => {
    const door = await make(`${name}-outside`, couch.url);
    assert.deepEqual(await getsThrough(door, kOutside), []);
    for (const extra of [{ 'transfer-encoding': 'chunked' }, {}]) {
      const words = 'y'.repeat(6_000_000);
      const body = extra['transfer-encoding'] ? `${words.length.toString(16)}\r\n${words}\r\n0\r\n\r\n` : words;
      const reply = await raw(door, 'PUT', kInbox, { headers: { ...extra, ...(extra['transfer-encoding'] && { 'content-length': undefined }) }, body }).catch(() => ({ status: 0 }));
      assert.ok(reply.status === 0 || reply.status >= 400 || Number.isNaN(reply.status), `too long: ${reply.status}`);
      assert.deepEqual(couch.came.filter(({ size }) => size >= words.length), [], 'too long a body went on');
    }
  });

  test(`${name}: what the page gets: the policy, made ready, no cookie, no third party`, async () => {
    const door = await make(`${name}-page`, couch.url);
    const page = await raw(door, 'GET', '/');
    assert.equal(page.status, 200);
    assert.match(page.headers['content-type'], /^text\/html/);
    for (const [field, value] of Object.entries(kHeaders)) assert.equal(page.headers[field], value, field);
    if (!door.plain) assert.equal(page.headers['strict-transport-security'], 'max-age=31536000');
    assert.equal(page.headers['cache-control'], 'no-cache');
    assert.equal(page.headers['set-cookie'], undefined);
    for (const [taken, encoding, body] of [['br, gzip', 'br', 'made ready by brotli'], ['gzip', 'gzip', 'made ready by gzip'], ['', undefined, 'plain']]) {
      const file = await raw(door, 'GET', '/a.0123456789abcdef.wasm', { headers: { 'accept-encoding': taken } });
      assert.equal(file.headers['content-encoding'], encoding, file.text);
      assert.equal(file.body, body);
      assert.equal(file.headers['content-type'], 'application/wasm');
      assert.match(file.headers['cache-control'], /immutable/);
      assert.equal(file.headers['content-security-policy'], kHeaders['content-security-policy']);
    }
    assert.equal((await raw(door, 'GET', '/none')).status, 404);
    assert.ok((await raw(door, 'POST', '/', { body: 'x' })).status >= 400);
  });
}

// --- this test sees a door that stands open ---------------------------------------------------------------------------

const kUuidRule = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
const kOpen = [
  ['nginx', 'every address', [[`if ($request_uri !~ "^/inbox/${kUuidRule}") { return 404; }`, '']], 'GET /inbox/_all_docs'],
  ['nginx', 'every method', [['if ($request_method !~ ^(GET|PUT)$) { return 405; }', '']], `DELETE ${kInbox}`],
  ['nginx', 'a query', [[`${kUuidRule}"`, '"']], `PUT ${kInbox}?new_edits=false`],
  ['caddy', 'every address', [[`"^/inbox/${kUuidRule}"`, '"^/inbox/"']], 'GET /inbox/_all_docs'],
  ['caddy', 'every method', [['method GET PUT', 'not method NONE']], `DELETE ${kInbox}`],
  ['caddy', 'a query', [[`${kUuidRule}"`, '"']], `PUT ${kInbox}?rev=1-a`],
];
for (const [kind, what, changes, seen] of kOpen)
  test(`control: ${kind} that lets ${what} through is seen`, async () => {
    const door = await kDoors[kind](`${kind}-${what.replace(' ', '-')}`, couch.url, changes);
    const [request, ...more] = kOutside.filter(([method, path]) => `${method} ${path}` === seen);
    assert.ok(request && more.length === 0, 'it is one of those that are tried above');
    const through = await getsThrough(door, [request]);
    assert.ok(through.some((line) => line.startsWith(`${seen} `)), through.join('\n') || 'nothing got through');
  });

test('nginx: whoever tries one code after another is told to wait', async () => {
  const door = await nginx('nginx-guesses', couch.url);
  const guess = (i) => raw(door, 'GET', `/answers/by-tag/${String(i).padStart(32, '0')}`).then(({ status }) => status);
  const said = [];
  for (let i = 0; i < 100; i += 20) said.push(...(await Promise.all([...Array(20).keys()].map((j) => guess(i + j)))));
  assert.ok(said.slice(0, 60).every((status) => status === 201), said.join(' '));
  assert.ok(said.includes(429), said.join(' '));
});
