#!/usr/bin/env node
// serve.mjs SITE [--port N] [--couch ADDRESS]: gives out a site's folder on this machine alone, as a municipality's own
// server is to do it (README.md): compressed beforehand, names with a hash for ever, the strict policy, and, with --couch,
// the one door to what is sent. For trying and for tests.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const kTypes = {
  '.html': 'text/html; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json', '.json': 'application/json', '.pack': 'application/octet-stream',
};
const kUuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
// What of the store a browser may ask: to keep an envelope, whether its own is there, and the answers to one number and code.
// The address is looked at as it was sent, letter by letter: no query, no other spelling, nothing else, not a list.
const kDoor = [
  [/^(PUT|GET)$/, new RegExp(`^/inbox/${kUuid}$`), (path) => path],
  [/^GET$/, /^\/answers\/by-tag\/([0-9a-f]{32})$/, (_, tag) => `/answers/_design/wijkverbinder/_view/by_tag?key=%22${tag}%22&include_docs=true&limit=50`],
];
const kMostBytes = 5_000_000; // an envelope has at most 4 MiB of sealed text (src/sync/couchdb_rule.cpp)
export const kHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self' blob:; style-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=(), microphone=(self)',
};

export function serve(site, { port = 0, couch = '' } = {}) {
  const server = createServer((request, response) => {
    const [path] = request.url.split('?');
    for (const [method, form, target] of kDoor) {
      const found = form.exec(request.url);
      if (found) return method.test(request.method) ? door(request, response, target(...found)) : refuse(response, 405);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const name = path === '/' ? 'index.html' : path.slice(1);
    const file = join(site, name);
    if (!/^[A-Za-z0-9_.-]+$/.test(name) || name.endsWith('.br') || name.endsWith('.gz') || !existsSync(file)) return refuse(response, 404);
    const taken = String(request.headers['accept-encoding'] ?? '');
    const [end, encoding] = /\bbr\b/.test(taken) && existsSync(`${file}.br`) ? ['.br', 'br'] : /\bgzip\b/.test(taken) && existsSync(`${file}.gz`) ? ['.gz', 'gzip'] : ['', ''];
    response.writeHead(200, {
      ...kHeaders, 'content-type': kTypes[extname(name)] ?? 'application/octet-stream', 'content-length': statSync(file + end).size, vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
      'cache-control': /\.[0-9a-f]{16}\./.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') return response.end();
    return createReadStream(file + end).pipe(response);
  });
  function refuse(response, status) {
    response.writeHead(status, { ...kHeaders, 'content-type': 'application/json' });
    response.end(`{"error":"${status}"}\n`);
  }
  function door(request, response, path) {
    if (!couch) return refuse(response, 404);
    if (Number(request.headers['content-length'] ?? 0) > kMostBytes) return refuse(response, 413);
    // Nothing of what the visitor's browser says of itself goes on; the municipality's own credential would be put in here.
    const headers = { accept: 'application/json', ...(request.method === 'PUT' && { 'content-type': 'application/json' }) };
    const parts = [];
    let size = 0;
    request.on('data', (part) => {
      parts.push(part);
      if ((size += part.length) > kMostBytes) request.destroy();
    });
    request.on('end', () => {
      const onward = ask(new URL(path, couch), { method: request.method, headers: { ...headers, 'content-length': size } }, (reply) => {
        response.writeHead(reply.statusCode, { ...kHeaders, 'content-type': reply.headers['content-type'] ?? 'application/json', 'cache-control': 'no-cache', ...(reply.headers.date && { date: reply.headers.date }) });
        reply.pipe(response);
      });
      onward.on('error', () => (response.headersSent ? response.destroy() : refuse(response, 502)));
      onward.end(Buffer.concat(parts));
    });
  }
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done(server)));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [site, ...words] = process.argv.slice(2);
  const value = (name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const server = await serve(site, { port: Number(value('--port') ?? 8080), couch: value('--couch') });
  console.log(`run: http://127.0.0.1:${server.address().port}/  (Ctrl+C ends it)`);
}
