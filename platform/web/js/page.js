// What the program asks of its page (page.cpp). The page itself, its events and its turns are page/start.js.
addToLibrary({
  wv_wake: () => Module['wvWake'](),
  wv_show: (at, left, top, width, height) => {
    const pixels = new ImageData(new Uint8ClampedArray(HEAPU8.buffer, at, width * height * 4), width, height);
    Module['wvPen'].putImageData(pixels, left, top);
    Module['wvShown']?.();
  },
  wv_trouble__deps: ['$UTF8ToString'],
  wv_trouble: (code, what) => Module['wvTrouble'](UTF8ToString(code), UTF8ToString(what)),
  wv_ended: () => Module['wvEnded'](),
  wv_keeps: () => Module['wvKeeps'](),
  wv_is_online: () => (navigator.onLine ? 1 : 0),
});
