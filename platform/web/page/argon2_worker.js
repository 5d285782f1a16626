// Argon2id (RFC 9106) beside the page, so that the half second that it takes holds up no frame. The wasm is the reference
// code alone, and of this set: site.mjs writes its name here. Answers with the bytes, or with an error's code.
const program = WebAssembly.instantiateStreaming(fetch(new URL('{{argon2}}', self.location)), {
  env: { emscripten_notify_memory_growth() {} },
});
program.catch(() => {}); // told to whoever asks

self.onmessage = async ({ data: { number, password, salt, memory, passes, lanes, length } }) => {
  try {
    const { malloc, free, argon2id_hash_raw: stretch, memory: room, _initialize: begin } = (await program).instance.exports;
    if (begin && !self.began) begin();
    self.began = true;
    const put = (bytes) => {
      const at = malloc(bytes.length || 1);
      new Uint8Array(room.buffer).set(bytes, at);
      return at;
    };
    const [from, by, to] = [put(password), put(salt), malloc(length)];
    const said = stretch(passes, memory, lanes, from, password.length, by, salt.length, to, length);
    const bytes = new Uint8Array(room.buffer).slice(to, to + length);
    // What it came from and what it came to leave nothing here.
    new Uint8Array(room.buffer).fill(0, from, from + password.length);
    new Uint8Array(room.buffer).fill(0, to, to + length);
    password.fill(0);
    for (const at of [from, by, to]) free(at);
    const kNoMemory = -22; // ARGON2_MEMORY_ALLOCATION_ERROR
    if (said === 0) self.postMessage({ number, bytes }, [bytes.buffer]);
    else self.postMessage({ number, code: said === kNoMemory ? 'seal.no_memory' : 'seal.failed' });
  } catch {
    self.postMessage({ number, code: 'seal.failed' });
  }
};
