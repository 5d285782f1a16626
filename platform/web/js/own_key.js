// The device's own key (browser_own_key.h): made once, never given out, kept by the browser in a database of its own. What is
// sealed begins with its nonce.
addToLibrary({
  $wvOwnKey__deps: ['$wvAnswer', '$wvRefuse', '$wvTake'],
  $wvOwnKey: {
    key: null, // a promise of it

    // Two tabs may both make one: the one that lies there first is the key of both.
    find: () => new Promise((done, failed) => {
      const asked = indexedDB.open('wijkverbinder own key', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('key');
      asked.onerror = asked.onblocked = () => failed(asked.error);
      asked.onsuccess = async () => {
        const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        const transaction = asked.result.transaction('key', 'readwrite', { durability: 'strict' });
        const store = transaction.objectStore('key');
        let key = made;
        const there = store.get('own');
        there.onsuccess = () => {
          if (there.result) key = there.result;
          else store.put(made, 'own');
        };
        transaction.oncomplete = () => {
          asked.result.close();
          done(key);
        };
        transaction.onabort = () => failed(transaction.error);
      };
    }),

    use: () => {
      wvOwnKey.key ??= wvOwnKey.find();
      wvOwnKey.key.catch(() => { wvOwnKey.key = null; });
      return wvOwnKey.key;
    },

    seal: async (plain) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await wvOwnKey.use(), plain));
      plain.fill(0);
      const whole = new Uint8Array(iv.length + sealed.length);
      whole.set(iv);
      whole.set(sealed, iv.length);
      return whole;
    },
    open: async (whole) => {
      const key = await wvOwnKey.use();
      return crypto.subtle.decrypt({ name: 'AES-GCM', iv: whole.subarray(0, 12) }, key, whole.subarray(12)).then(
        (plain) => new Uint8Array(plain),
        () => { throw Object.assign(new Error('gone'), { wv: 'own_key.gone' }); },
      );
    },
    tell: (ticket, work) => work.then(
      (bytes) => wvAnswer(ticket, bytes),
      (error) => wvRefuse(ticket, error?.wv ?? 'own_key.failed', error?.wv ? '' : String(error?.name)),
    ),
  },

  wv_own_seal__deps: ['$wvOwnKey'],
  wv_own_seal: (ticket, plain, size) => { wvOwnKey.tell(ticket, wvOwnKey.seal(wvTake(plain, size))); },
  wv_own_open__deps: ['$wvOwnKey'],
  wv_own_open: (ticket, sealed, size) => { wvOwnKey.tell(ticket, wvOwnKey.open(wvTake(sealed, size))); },
});
