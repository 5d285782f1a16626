// Sealing and signing by WebCrypto (web_crypto_sealer.h): RFC 7516 General JSON with ECDH-ES+A256KW on P-256, A256KW or
// RSA-OAEP-256, and A256GCM; RFC 7515 compact with ES256. An algorithm is never chosen by what a document says of itself.
addToLibrary({
  $wvSealer__deps: ['$wvAnswer', '$wvAnswerText', '$wvRefuse', '$wvTake'],
  $wvSealer: {
    fault: (code) => Object.assign(new Error(code), { wv: code }),
    bytes: (text) => new TextEncoder().encode(text),
    encode(bytes) {
      let text = '';
      for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
      return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    },
    decode(text) {
      if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text)) throw wvSealer.fault('seal.failed');
      return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
    },
    parse(text, code) {
      try {
        const value = JSON.parse(text);
        if (value && typeof value === 'object') return value;
      } catch {
        // told below
      }
      throw wvSealer.fault(code);
    },

    // What a thumbprint covers (RFC 7638), in the order of the letters; a public key is these members and its kid.
    members(key) {
      const names = { EC: ['crv', 'kty', 'x', 'y'], RSA: ['e', 'kty', 'n'], oct: ['k', 'kty'] }[key.kty];
      if (!names || names.some((name) => typeof key[name] !== 'string')) throw wvSealer.fault('seal.bad_key');
      return Object.fromEntries(names.map((name) => [name, key[name]]));
    },
    kid: async (key) => {
      return wvSealer.encode(await crypto.subtle.digest('SHA-256', wvSealer.bytes(JSON.stringify(wvSealer.members(key)))));
    },

    // Whether the point lies on P-256 (FIPS 186-5): not every browser looks when it imports a key.
    onCurve({ x, y }) {
      const p = (1n << 256n) - (1n << 224n) + (1n << 192n) + (1n << 96n) - 1n;
      const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
      const number = (text) => {
        const bytes = wvSealer.decode(text);
        if (bytes.length !== 32) throw wvSealer.fault('seal.bad_key');
        return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      };
      const [px, py] = [number(x), number(y)];
      return px < p && py < p && (py * py - px * px * px + 3n * px - b) % p === 0n;
    },
    isP256: (key) => key.kty === 'EC' && key.crv === 'P-256' && wvSealer.onCurve(key),

    // NIST SP 800-56A's Concat KDF, one round of SHA-256, as RFC 7518 §4.6.2 fills it in.
    agree: async (privateKey, publicKey, { apu = '', apv = '' }) => {
      const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 256));
      const number = (value) => new Uint8Array(new Uint32Array([value]).buffer).reverse();
      const counted = (bytes) => [...number(bytes.length), ...bytes];
      const input = Uint8Array.from([
        ...number(1), ...shared, ...counted(wvSealer.bytes('ECDH-ES+A256KW')),
        ...counted(wvSealer.decode(apu)), ...counted(wvSealer.decode(apv)), ...number(256),
      ]);
      const key = await crypto.subtle.digest('SHA-256', input);
      input.fill(0);
      shared.fill(0);
      return crypto.subtle.importKey('raw', key, 'AES-KW', false, ['wrapKey', 'unwrapKey']);
    },
    ecdh: (key, uses) => crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: key.x, y: key.y, ...(uses.length ? { d: key.d } : {}) }, { name: 'ECDH', namedCurve: 'P-256' }, false, uses),

    // The content key for one reader: an entry of `recipients`. A symmetric key has no kid: nobody may find its owner.
    wrap: async (content, text) => {
      const key = wvSealer.parse(text, 'seal.bad_key');
      try {
        if (key.kty === 'oct') {
          const raw = wvSealer.decode(key.k);
          if (raw.length !== 32) throw wvSealer.fault('seal.bad_key');
          const wrapping = await crypto.subtle.importKey('raw', raw, 'AES-KW', false, ['wrapKey']);
          return { header: { alg: 'A256KW' }, encrypted_key: wvSealer.encode(await crypto.subtle.wrapKey('raw', content, wrapping, 'AES-KW')) };
        }
        const kid = await wvSealer.kid(key);
        if (key.kty === 'RSA') {
          const wrapping = await crypto.subtle.importKey('jwk', wvSealer.members(key), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['wrapKey']);
          return { header: { alg: 'RSA-OAEP-256', kid }, encrypted_key: wvSealer.encode(await crypto.subtle.wrapKey('raw', content, wrapping, 'RSA-OAEP')) };
        }
        if (!wvSealer.isP256(key)) throw wvSealer.fault('seal.bad_key');
        const once = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
        const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', once.publicKey);
        const wrapping = await wvSealer.agree(once.privateKey, await wvSealer.ecdh(key, []), {});
        return {
          header: { alg: 'ECDH-ES+A256KW', epk: { crv, kty, x, y }, kid },
          encrypted_key: wvSealer.encode(await crypto.subtle.wrapKey('raw', content, wrapping, 'AES-KW')),
        };
      } catch (error) {
        throw error.wv ? error : wvSealer.fault('seal.bad_key');
      }
    },

    seal: async (plain, header, recipients) => {
      if (recipients.length === 0) throw wvSealer.fault('seal.bad_key');
      const content = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
      const entries = await Promise.all(recipients.map((key) => wvSealer.wrap(content, key)));
      const fields = { ...wvSealer.parse(header, 'seal.failed'), enc: 'A256GCM' };
      const shown = wvSealer.encode(wvSealer.bytes(JSON.stringify(fields)));
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: wvSealer.bytes(shown) }, content, plain));
      plain.fill(0);
      const end = sealed.length - 16;
      return JSON.stringify({
        protected: shown, recipients: entries, iv: wvSealer.encode(iv),
        ciphertext: wvSealer.encode(sealed.subarray(0, end)), tag: wvSealer.encode(sealed.subarray(end)),
      });
    },

    unwrap: async (key, { header = {}, encrypted_key: wrapped }) => {
      const bytes = wvSealer.decode(wrapped);
      const content = (wrapping, how) => crypto.subtle.unwrapKey('raw', bytes, wrapping, how, 'AES-GCM', false, ['decrypt']);
      if (key.kty === 'oct' && header.alg === 'A256KW')
        return content(await crypto.subtle.importKey('raw', wvSealer.decode(key.k), 'AES-KW', false, ['unwrapKey']), 'AES-KW');
      if (key.kty === 'EC' && header.alg === 'ECDH-ES+A256KW' && wvSealer.isP256(header.epk)) {
        const own = await wvSealer.ecdh(key, ['deriveBits']);
        return content(await wvSealer.agree(own, await wvSealer.ecdh(header.epk, []), header), 'AES-KW');
      }
      if (key.kty === 'RSA' && header.alg === 'RSA-OAEP-256') {
        const { e, n, d, p, q, dp, dq, qi } = key;
        const own = await crypto.subtle.importKey('jwk', { kty: 'RSA', e, n, d, p, q, dp, dq, qi }, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['unwrapKey']);
        return content(own, 'RSA-OAEP');
      }
      throw wvSealer.fault('seal.no_match');
    },

    open: async (text, keyText) => {
      const key = wvSealer.parse(keyText, 'seal.bad_key');
      if (key.kty !== 'oct' && typeof key.d !== 'string') throw wvSealer.fault('seal.bad_key');
      const jwe = wvSealer.parse(text, 'seal.failed');
      const header = wvSealer.parse(new TextDecoder().decode(wvSealer.decode(jwe.protected)), 'seal.failed');
      if (header.enc !== 'A256GCM' || 'crit' in header || 'zip' in header || 'aad' in jwe || !Array.isArray(jwe.recipients))
        throw wvSealer.fault('seal.failed');
      // The entry that names the key first; then those that name none, or by another rule than ours.
      const kid = key.kty === 'oct' ? '' : await wvSealer.kid(key);
      const named = (entry) => kid !== '' && entry?.header?.kid === kid;
      for (const entry of [...jwe.recipients.filter(named), ...jwe.recipients.filter((e) => !named(e))]) {
        let content;
        try {
          content = await wvSealer.unwrap(key, entry);
        } catch {
          continue; // it is for somebody else
        }
        const sealed = Uint8Array.from([...wvSealer.decode(jwe.ciphertext), ...wvSealer.decode(jwe.tag)]);
        const iv = wvSealer.decode(jwe.iv);
        if (iv.length !== 12 || wvSealer.decode(jwe.tag).length !== 16) throw wvSealer.fault('seal.failed');
        try {
          return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: wvSealer.bytes(jwe.protected) }, content, sealed));
        } catch {
          throw wvSealer.fault('seal.failed');
        }
      }
      throw wvSealer.fault('seal.no_match');
    },

    ecdsa: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
    sign: async (payload, keyText) => {
      const key = wvSealer.parse(keyText, 'seal.bad_key');
      if (typeof key.d !== 'string' || !wvSealer.isP256(key)) throw wvSealer.fault('seal.bad_key');
      const { crv, kty, x, y, d } = key;
      const own = await crypto.subtle.importKey('jwk', { crv, kty, x, y, d }, wvSealer.ecdsa, false, ['sign']);
      const header = wvSealer.bytes(JSON.stringify({ alg: 'ES256', kid: await wvSealer.kid(key) }));
      const signed = `${wvSealer.encode(header)}.${wvSealer.encode(payload)}`;
      payload.fill(0);
      return `${signed}.${wvSealer.encode(await crypto.subtle.sign(wvSealer.ecdsa, own, wvSealer.bytes(signed)))}`;
    },

    // Whoever forges learns nothing: one code, whatever the reason.
    verify: async (jws, keys) => {
      const parts = jws.split('.');
      if (parts.length !== 3 || parts[1] === '') throw wvSealer.fault('seal.not_signed');
      const header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(wvSealer.decode(parts[0])));
      const odd = header.alg !== 'ES256' || 'crit' in header || 'b64' in header;
      if (odd || (header.kid !== undefined && typeof header.kid !== 'string')) throw wvSealer.fault('seal.not_signed');
      for (const text of keys) {
        const key = wvSealer.parse(text, 'seal.not_signed');
        if (!wvSealer.isP256(key) || (header.kid && header.kid !== (await wvSealer.kid(key)))) continue;
        const theirs = await crypto.subtle.importKey('jwk', wvSealer.members(key), wvSealer.ecdsa, false, ['verify']);
        const signed = wvSealer.bytes(`${parts[0]}.${parts[1]}`);
        if (await crypto.subtle.verify(wvSealer.ecdsa, theirs, wvSealer.decode(parts[2]), signed)) return wvSealer.decode(parts[1]);
      }
      throw wvSealer.fault('seal.not_signed');
    },

    makeKey: async () => {
      const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
      const { crv, d, kty, x, y } = await crypto.subtle.exportKey('jwk', pair.privateKey);
      return JSON.stringify({ crv, d, kid: await wvSealer.kid({ crv, kty, x, y }), kty, x, y });
    },

    // Importing shows that the numbers are a key.
    publicOf: async (text) => {
      const key = wvSealer.parse(text, 'seal.bad_key');
      if (key.kty === 'EC' && wvSealer.isP256(key)) await wvSealer.ecdh(key, []);
      else if (key.kty === 'RSA') await crypto.subtle.importKey('jwk', wvSealer.members(key), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
      else throw wvSealer.fault('seal.bad_key');
      return JSON.stringify({ ...wvSealer.members(key), kid: await wvSealer.kid(key) });
    },

    tell(ticket, code, work) {
      work.then(
        (value) => (typeof value === 'string' ? wvAnswerText(ticket, value) : wvAnswer(ticket, value)),
        (error) => wvRefuse(ticket, error.wv || code, error.wv ? '' : String(error.name)),
      );
    },

    // One worker for all, made when it is first needed; each question has its number.
    worker: null,
    asked: {},
    stretch(question) {
      if (!wvSealer.worker) {
        wvSealer.worker = new Worker(Module['wvArgon2Worker'](), { type: 'module' });
        wvSealer.worker.onmessage = ({ data }) => {
          const { done, failed } = wvSealer.asked[data.number];
          delete wvSealer.asked[data.number];
          if (data.bytes) done(data.bytes);
          else failed(wvSealer.fault(data.code));
        };
        wvSealer.worker.onerror = () => {
          for (const { failed } of Object.values(wvSealer.asked)) failed(wvSealer.fault('seal.no_memory'));
          wvSealer.asked = {};
          wvSealer.worker.terminate();
          wvSealer.worker = null;
        };
      }
      return new Promise((done, failed) => {
        wvSealer.asked[question.number] = { done, failed };
        wvSealer.worker.postMessage(question, [question.password.buffer]);
      });
    },
  },

  wv_seal__deps: ['$wvSealer', '$UTF8ToString'],
  wv_seal: (ticket, plain, size, header, recipients) => {
    wvSealer.tell(ticket, 'seal.failed', wvSealer.seal(wvTake(plain, size), UTF8ToString(header), JSON.parse(UTF8ToString(recipients))));
  },
  wv_open__deps: ['$wvSealer', '$UTF8ToString'],
  wv_open: (ticket, jwe, key) => {
    wvSealer.tell(ticket, 'seal.failed', wvSealer.open(UTF8ToString(jwe), UTF8ToString(key)));
  },
  wv_stretch__deps: ['$wvSealer', '$UTF8ToString'],
  wv_stretch: (ticket, password, size, salt, memory, passes, lanes, length) => {
    const bytes = Uint8Array.from(UTF8ToString(salt).match(/../g) || [], (pair) => parseInt(pair, 16));
    wvSealer.tell(ticket, 'seal.failed', wvSealer.stretch({ number: ticket, password: wvTake(password, size), salt: bytes, memory, passes, lanes, length }));
  },
  wv_sign__deps: ['$wvSealer', '$UTF8ToString'],
  wv_sign: (ticket, payload, size, key) => {
    wvSealer.tell(ticket, 'seal.bad_key', wvSealer.sign(wvTake(payload, size), UTF8ToString(key)));
  },
  wv_verify__deps: ['$wvSealer', '$UTF8ToString'],
  wv_verify: (ticket, jws, keys) => {
    wvSealer.tell(ticket, 'seal.not_signed', wvSealer.verify(UTF8ToString(jws), JSON.parse(UTF8ToString(keys))));
  },
  wv_make_key__deps: ['$wvSealer'],
  wv_make_key: (ticket) => {
    wvSealer.tell(ticket, 'seal.failed', wvSealer.makeKey());
  },
  wv_public_of__deps: ['$wvSealer', '$UTF8ToString'],
  wv_public_of: (ticket, jwk) => {
    wvSealer.tell(ticket, 'seal.bad_key', wvSealer.publicOf(UTF8ToString(jwk)));
  },
});
