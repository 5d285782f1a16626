// How the page's functions answer the program (mailbox.h): by ticket, later, with bytes, a JSON text or an error's code.
addToLibrary({
  $wvCopy__deps: ['malloc'],
  // Into the program's memory; whoever gets the address frees it.
  $wvCopy: (bytes) => {
    const at = _malloc(bytes.length || 1);
    HEAPU8.set(bytes, at);
    return at;
  },

  $wvAnswer__deps: ['$wvCopy', '$stringToNewUTF8', 'wv_answer'],
  $wvAnswer: (ticket, bytes = new Uint8Array(0)) => {
    _wv_answer(ticket, 0, 0, wvCopy(bytes), bytes.length);
    bytes.fill(0); // it may have been somebody's words
  },
  $wvAnswerText__deps: ['$wvAnswer'],
  $wvAnswerText: (ticket, text) => wvAnswer(ticket, new TextEncoder().encode(text)),
  $wvRefuse__deps: ['$stringToNewUTF8', 'wv_answer'],
  $wvRefuse: (ticket, code, what = '') => _wv_answer(ticket, stringToNewUTF8(code), stringToNewUTF8(what), 0, 0),

  // Its own copy of a piece of the program's memory, which may move.
  $wvTake: (at, size) => HEAPU8.slice(at, at + size),
});
