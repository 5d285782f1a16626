// The device's own key (browser_own_key.h): made once, never given out, kept by the browser in a database of its own. What is
// sealed begins with its nonce.
addToLibrary({
  $wvOwnKey__deps: ['$wvAnswer', '$wvRefuse', '$wvTake'],
  $wvOwnKey: {
    // Looked for each time: a person may have cleared everything while the page stands there, and what is sealed by a key that
    // is no longer kept never opens again. `made`: is put there where there is none.
    find: (made) => new Promise((done, failed) => {
      const asked = indexedDB.open('wijkverbinder own key', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('key');
      asked.onerror = asked.onblocked = () => failed(asked.error);
      asked.onsuccess = () => {
        const database = asked.result;
        database.onversionchange = () => database.close();
        const transaction = database.transaction('key', made ? 'readwrite' : 'readonly', { durability: 'strict' });
        const store = transaction.objectStore('key');
        let key;
        const there = store.get('own');
        // Two tabs may both make one: the one that lies there first is the key of both.
        there.onsuccess = () => {
          key = there.result ?? made;
          if (!there.result && made) store.put(made, 'own');
        };
        const end = (then) => () => {
          database.close();
          then();
        };
        transaction.oncomplete = end(() => done(key));
        transaction.onabort = end(() => failed(transaction.error));
      };
    }),
    make: () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),

    seal: async (plain) => {
      const key = (await wvOwnKey.find()) ?? (await wvOwnKey.find(await wvOwnKey.make()));
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
      plain.fill(0);
      const whole = new Uint8Array(iv.length + sealed.length);
      whole.set(iv);
      whole.set(sealed, iv.length);
      return whole;
    },
    open: async (whole) => {
      const gone = () => { throw Object.assign(new Error('gone'), { wv: 'own_key.gone' }); };
      const key = await wvOwnKey.find();
      if (!key) gone();
      return crypto.subtle.decrypt({ name: 'AES-GCM', iv: whole.subarray(0, 12) }, key, whole.subarray(12)).then(
        (plain) => new Uint8Array(plain),
        gone,
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
