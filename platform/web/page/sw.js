// Keeps one whole set of files, so that the page starts and works without a network. A new version is fetched whole beside
// the old one, each file checked by its hash: a server in the middle of being changed, or the log-in page of somebody's wifi,
// gives no half of one. It takes the old one's place when the page says that nobody is there (start.mjs), or when no page is open.
const kSet = 'wijkverbinder {{version}}';
const kFiles = '{{files}}'; // name -> SHA-256, in hexadecimal

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
async function isWhole(file, reply) {
  return reply.ok && !reply.redirected && hex(await crypto.subtle.digest('SHA-256', await reply.clone().arrayBuffer())) === kFiles[file];
}
// What an earlier version has under the same name is the same, and so is what the browser itself still has.
async function obtain(file) {
  const earlier = await caches.match(file);
  if (earlier && (await isWhole(file, earlier))) return earlier;
  for (const cache of file === './' ? ['no-cache'] : ['default', 'reload']) {
    const reply = await fetch(file, { cache });
    if (await isWhole(file, reply)) return reply;
  }
  throw new Error(`${file} is not of this version`);
}
async function fill() {
  const cache = await caches.open(kSet);
  await Promise.all(Object.keys(kFiles).map(async (file) => (await cache.match(file)) ?? cache.put(file, await obtain(file))));
}

self.addEventListener('install', (event) => event.waitUntil(fill().catch(async (error) => {
  await caches.delete(kSet); // no half of a version stays behind
  throw error;
})));
self.addEventListener('message', ({ data }) => data === 'take over' && self.skipWaiting());
self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('wijkverbinder ') && name !== kSet) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === location.origin && event.request.method === 'GET';
  const visit = event.request.mode === 'navigate';
  const name = visit ? './' : url.pathname.slice(new URL('./', location).pathname.length);
  if (!ours || !Object.hasOwn(kFiles, name)) return; // what is sent and asked goes to the network, untouched
  event.respondWith(caches.open(kSet).then((cache) => cache.match(name)).then((kept) => kept ?? fetch(event.request)));
  if (visit) event.waitUntil(fill().catch(() => {})); // what the browser threw away
});
