// One request, one whole reply (fetch_http.h).
addToLibrary({
  $wvHttp__deps: ['$wvAnswer', '$wvRefuse', '$wvTake'],
  $wvHttp: {
    running: {}, // ticket -> its AbortController; the reason of an abort is the error's code

    ask: async (ticket, method, url, headers, body, stallMs, wholeMs, most) => {
      const control = new AbortController();
      wvHttp.running[ticket] = control;
      const whole = setTimeout(() => control.abort('http.timeout'), wholeMs);
      let stall;
      const alive = () => {
        clearTimeout(stall);
        stall = setTimeout(() => control.abort('http.timeout'), stallMs);
      };
      let began = false;
      try {
        alive();
        const reply = await fetch(url, {
          method, headers, body: body.length ? body : undefined, signal: control.signal,
          redirect: 'manual', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer',
        });
        began = true;
        // A redirect shows neither its status nor where to: 302 is what it is for whoever asked.
        const status = reply.type === 'opaqueredirect' ? 302 : reply.status;
        const parts = [];
        let size = 0;
        const reader = reply.body?.getReader();
        for (let read = reader && (await reader.read()); read && !read.done; read = await reader.read()) {
          alive();
          size += read.value.length;
          if (size > most) {
            control.abort('http.too_large');
            throw new DOMException('too large', 'AbortError');
          }
          parts.push(read.value);
        }
        const head = new TextEncoder().encode(JSON.stringify({ status, headers: [...reply.headers] }) + '\n');
        const bytes = new Uint8Array(head.length + size);
        bytes.set(head);
        let at = head.length;
        for (const part of parts) {
          bytes.set(part, at);
          at += part.length;
        }
        wvAnswer(ticket, bytes);
      } catch (error) {
        wvRefuse(ticket, control.signal.aborted ? String(control.signal.reason) : began ? 'http.cut' : 'http.offline');
      } finally {
        clearTimeout(whole);
        clearTimeout(stall);
        delete wvHttp.running[ticket];
      }
    },
  },

  wv_http_send__deps: ['$wvHttp', '$UTF8ToString'],
  wv_http_send: (ticket, method, url, headers, body, size, stallMs, wholeMs, most) => {
    wvHttp.ask(ticket, UTF8ToString(method), UTF8ToString(url), JSON.parse(UTF8ToString(headers)), wvTake(body, size), stallMs, wholeMs, most);
  },
  wv_http_cancel__deps: ['$wvHttp'],
  wv_http_cancel: (ticket) => wvHttp.running[ticket]?.abort('http.cancelled'),
});
