// Keeps one whole set of files, so that the page starts and works without a network. A new version is fetched whole
// beside the old one and takes its place the next time the page is loaded: never half, never in the middle of a visit.
const kSet = 'wijkverbinder {{version}}';
const kFiles = '{{files}}';

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(kSet);
    // What an earlier version has under the same name is the same: names are hashes.
    await Promise.all(kFiles.map(async (file) => {
      if (file !== './' && (await caches.match(file))) return cache.put(file, await caches.match(file));
      const reply = await fetch(file, { cache: 'no-cache' });
      if (!reply.ok) throw new Error(`${file}: ${reply.status}`);
      return cache.put(file, reply);
    }));
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('wijkverbinder ') && name !== kSet) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === location.origin && event.request.method === 'GET';
  const name = event.request.mode === 'navigate' ? './' : url.pathname.slice(new URL('./', location).pathname.length);
  if (!ours || !kFiles.includes(name)) return; // what is sent and asked goes to the network, untouched
  event.respondWith(caches.open(kSet).then((cache) => cache.match(name)).then((kept) => kept ?? fetch(event.request)));
});
