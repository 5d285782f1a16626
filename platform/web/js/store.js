// The data folder in IndexedDB (indexed_db_store.h). "done" is told in `oncomplete` of a transaction of strict
// durability, and nowhere else: what came before it the browser may still lose.
addToLibrary({
  $wvStore__deps: ['$wvAnswer', '$wvAnswerText', '$wvRefuse', '$wvTake'],
  $wvStore: {
    databases: {}, // data folder -> a promise of its open database
    doubtful: {}, // data folders in which a write failed: rehearsed before the next one
    holds: {},
    nextHold: 1,

    open(base) {
      if (!wvStore.databases[base]) {
        const opened = new Promise((done, failed) => {
          const asked = indexedDB.open('wijkverbinder ' + base, 1);
          asked.onupgradeneeded = () => {
            for (const name of ['files', 'facts', 'members']) asked.result.createObjectStore(name);
          };
          asked.onsuccess = () => {
            // Another tab with a newer version, or a person who clears everything: the next use opens anew.
            asked.result.onversionchange = asked.result.onclose = () => wvStore.forget(base, asked.result);
            done(asked.result);
          };
          asked.onerror = () => failed(asked.error);
          asked.onblocked = () => failed(new DOMException('blocked', 'InvalidStateError'));
        });
        wvStore.databases[base] = opened;
        opened.catch(() => delete wvStore.databases[base]);
      }
      return wvStore.databases[base];
    },

    forget(base, database) {
      delete wvStore.databases[base];
      if (database) database.close();
    },

    code(error) {
      if (error && error.wv) return error.wv; // one of our own
      switch (error && error.name) {
        case 'QuotaExceededError': return 'store.full';
        case 'SecurityError':
        case 'InvalidAccessError': return 'store.denied';
        case 'ConstraintError': return 'store.exists';
        default: return 'store.io';
      }
    },
    fault: (code) => Object.assign(new Error(code), { wv: code }),

    // One transaction; `work` puts its requests and may end it by throwing. The value is told once all of it is kept.
    transact: async (base, mode, work) => {
      const database = await wvStore.open(base);
      return new Promise((done, failed) => {
        const transaction = database.transaction(['files', 'facts', 'members'], mode, { durability: 'strict' });
        const on = (name) => transaction.objectStore(name);
        let value, fault;
        // Within the transaction: an error of what was asked for, or thrown by whoever looked at it, ends all of it.
        const ask = (request, then = () => {}) => {
          request.onsuccess = () => {
            try {
              then(request.result);
            } catch (error) {
              fault = error;
              transaction.abort();
            }
          };
        };
        transaction.oncomplete = () => done(value);
        transaction.onabort = () => failed(fault || transaction.error);
        try {
          work({ on, ask, give: (given) => (value = given) });
        } catch (error) {
          fault = error;
          transaction.abort();
        }
      });
    },

    read: (base, work) => wvStore.transact(base, 'readonly', work),
    write: async (base, work) => {
      if (!Module['wvMayWrite']()) throw wvStore.fault('store.taken');
      if (wvStore.doubtful[base]) await wvStore.rehearse(base, ['']);
      try {
        return await wvStore.transact(base, 'readwrite', work);
      } catch (error) {
        if (!error || !error.wv) wvStore.lostFaith(base);
        throw error;
      }
    },
    lostFaith(base) {
      wvStore.doubtful[base] = true;
      const opened = wvStore.databases[base];
      delete wvStore.databases[base];
      if (opened) opened.then((database) => database.close(), () => {});
    },

    // What a save needs, and read back in a transaction of its own.
    rehearse: async (base, folders) => {
      if (!Module['wvMayWrite']()) throw wvStore.fault('store.taken');
      try {
        for (const folder of folders) {
          const name = (folder ? folder + '/' : '') + '.rehearsal';
          const bytes = crypto.getRandomValues(new Uint8Array(4096));
          await wvStore.transact(base, 'readwrite', (t) => wvStore.keep(t, name, bytes));
          const back = await wvStore.content(base, name);
          if (!back || back.length !== bytes.length || back.some((byte, i) => byte !== bytes[i])) throw wvStore.fault('store.io');
          await wvStore.transact(base, 'readwrite', (t) => wvStore.drop(t, name));
        }
        delete wvStore.doubtful[base];
      } catch (error) {
        wvStore.lostFaith(base);
        throw error;
      }
    },

    content: (base, name) => wvStore.read(base, ({ on, ask, give }) => ask(on('files').get(name), give)),
    keep({ on }, name, bytes) {
      on('files').put(bytes, name);
      on('facts').put({ size: bytes.length, modified: Date.now() }, name);
    },
    drop({ on }, name) {
      on('files').delete(name);
      on('facts').delete(name);
    },
    // Only where there is none of that name.
    keepNew(t, name, bytes, taken = () => { throw wvStore.fault('store.exists'); }) {
      t.ask(t.on('facts').getKey(name), (key) => (key === undefined ? wvStore.keep(t, name, bytes) : taken()));
    },

    // Answers by ticket with what `work` gives: nothing, a text or bytes.
    tell(ticket, work) {
      work.then(
        (value) => (value instanceof Uint8Array ? wvAnswer(ticket, value) : wvAnswerText(ticket, value === undefined ? '' : String(value))),
        (error) => wvRefuse(ticket, wvStore.code(error), error && !error.wv ? String(error.name || error) : ''),
      );
    },
  },

  wv_store_write__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_write: (ticket, base, name, at, size, over) => {
    const file = UTF8ToString(name);
    const bytes = wvTake(at, size);
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => (over ? wvStore.keep : wvStore.keepNew)(t, file, bytes)));
  },

  wv_store_write_all__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_write_all: (ticket, base, folder, names, at, sizes, over) => {
    const list = JSON.parse(UTF8ToString(names));
    const prefix = UTF8ToString(folder) + '/';
    const files = list.map((name, i) => {
      const size = HEAP32[(sizes >> 2) + i];
      const bytes = wvTake(at, size);
      at += size;
      return [prefix + name, bytes];
    });
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => {
      const codes = list.map(() => '');
      files.forEach(([name, bytes], i) => {
        if (over) wvStore.keep(t, name, bytes);
        else wvStore.keepNew(t, name, bytes, () => (codes[i] = 'store.exists'));
      });
      t.give(codes);
    }).then(JSON.stringify));
  },

  wv_store_remove_all__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_remove_all: (ticket, base, folder, names) => {
    const list = JSON.parse(UTF8ToString(names));
    const prefix = UTF8ToString(folder) + '/';
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => {
      const codes = list.map(() => '');
      list.forEach((name, i) => t.ask(t.on('facts').getKey(prefix + name), (key) => {
        if (key === undefined) codes[i] = 'store.missing';
        else wvStore.drop(t, prefix + name);
      }));
      t.give(codes);
    }).then(JSON.stringify));
  },

  wv_store_move__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_move: (ticket, base, from, to) => {
    const [old, name] = [UTF8ToString(from), UTF8ToString(to)];
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => {
      t.ask(t.on('files').get(old), (bytes) => {
        if (bytes === undefined) throw wvStore.fault('store.missing');
        wvStore.drop(t, old);
        wvStore.keepNew(t, name, bytes);
      });
    }));
  },

  wv_store_remove__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_remove: (ticket, base, name) => {
    const file = UTF8ToString(name);
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => {
      t.ask(t.on('facts').getKey(file), (key) => {
        if (key === undefined) throw wvStore.fault('store.missing');
        wvStore.drop(t, file);
      });
    }));
  },

  wv_store_read__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_read: (ticket, base, name, most) => {
    const file = UTF8ToString(name);
    wvStore.tell(ticket, wvStore.read(UTF8ToString(base), (t) => {
      t.ask(t.on('files').get(file), (bytes) => {
        if (bytes === undefined) throw wvStore.fault('store.missing');
        if (bytes.length > most) throw wvStore.fault('store.too_large');
        t.give(bytes);
      });
    }));
  },

  wv_store_list__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_list: (ticket, base, folder) => {
    const name = UTF8ToString(folder);
    const prefix = name ? name + '/' : '';
    // '0' is the sign after '/': every name that begins with the folder's, and no other.
    const range = name ? IDBKeyRange.bound(prefix, name + '0', false, true) : null;
    wvStore.tell(ticket, wvStore.read(UTF8ToString(base), (t) => {
      t.ask(t.on('facts').getAllKeys(range), (keys) => t.ask(t.on('facts').getAll(range), (facts) => t.give(
        keys.map((key, i) => [key.slice(prefix.length), facts[i].size, facts[i].modified])
          .filter(([short]) => !short.includes('/') && !short.startsWith('.')),
      )));
    }).then(JSON.stringify));
  },

  wv_store_free_bytes__deps: ['$wvStore'],
  wv_store_free_bytes: (ticket) => {
    wvStore.tell(ticket, navigator.storage.estimate().then(({ quota, usage }) => Math.max(0, Math.floor(quota - usage))));
  },

  wv_store_rehearse__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_rehearse: (ticket, base, folders, counted) => {
    const data = UTF8ToString(base);
    const file = UTF8ToString(counted);
    const all = ['', ...JSON.parse(UTF8ToString(folders)).filter((name) => name)];
    wvStore.tell(ticket, wvStore.rehearse(data, all).then(() => {
      if (!file) return undefined;
      // Its own content once more: a number that can't be kept can't be given out.
      return wvStore.write(data, (t) => t.ask(t.on('members').get(file), (members) => {
        if (members !== undefined) t.on('members').put(members, file);
      }));
    }));
  },

  wv_store_count_up__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_count_up: (ticket, base, name, first) => {
    const file = UTF8ToString(name);
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => t.ask(t.on('members').get(file), (members = {}) => {
      if (members.counter !== undefined && !/^[0-9]{1,15}$/.test(members.counter)) throw wvStore.fault('store.io');
      const next = members.counter === undefined ? first : Number(members.counter) + 1;
      t.on('members').put({ ...members, counter: String(next) }, file);
      t.give(next);
    })));
  },

  wv_store_member__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_member: (ticket, base, name, key) => {
    const [file, member] = [UTF8ToString(name), UTF8ToString(key)];
    wvStore.tell(ticket, wvStore.read(UTF8ToString(base), (t) =>
      t.ask(t.on('members').get(file), (members = {}) => t.give(Object.hasOwn(members, member) ? members[member] : ''))));
  },

  wv_store_set_member__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_set_member: (ticket, base, name, key, was, now) => {
    const [file, member, before, after] = [name, key, was, now].map((text) => UTF8ToString(text));
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => t.ask(t.on('members').get(file), (members = {}) => {
      if ((Object.hasOwn(members, member) ? members[member] : '') !== before) throw wvStore.fault('store.changed');
      const changed = { ...members, [member]: after };
      if (!after) delete changed[member];
      t.on('members').put(changed, file);
    })));
  },

  // The lock lives as long as the promise that its holder gives.
  wv_store_hold__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_hold: (ticket, base, name) => {
    const lock = 'wijkverbinder ' + UTF8ToString(base) + ' ' + UTF8ToString(name);
    navigator.locks.request(lock, { ifAvailable: true }, (got) => {
      if (!got) {
        wvRefuse(ticket, 'store.taken');
        return undefined;
      }
      const hold = wvStore.nextHold++;
      wvAnswerText(ticket, String(hold));
      return new Promise((release) => (wvStore.holds[hold] = release));
    }).catch((error) => wvRefuse(ticket, 'store.io', String(error.name)));
  },
  wv_store_release__deps: ['$wvStore'],
  wv_store_release: (hold) => {
    const release = wvStore.holds[hold];
    delete wvStore.holds[hold];
    if (release) release();
  },

  // A log may lose its end, and never costs a visitor time: it isn't waited for as the others are.
  wv_store_note__deps: ['$wvStore', '$UTF8ToString'],
  wv_store_note: (ticket, base, name, line, most) => {
    const [file, added] = [UTF8ToString(name), new TextEncoder().encode(UTF8ToString(line) + '\n')];
    wvStore.tell(ticket, wvStore.write(UTF8ToString(base), (t) => t.ask(t.on('files').get(file), (old = new Uint8Array(0)) => {
      const full = old.length > 0 && old.length + added.length > most;
      if (full) wvStore.keep(t, file + '.old', old);
      const bytes = new Uint8Array((full ? 0 : old.length) + added.length);
      if (!full) bytes.set(old);
      bytes.set(added, bytes.length - added.length);
      wvStore.keep(t, file, bytes);
    })));
  },
});
