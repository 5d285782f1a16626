// The small things of a browser: system.cpp.
addToLibrary({
  wv_date_now: () => Date.now(),
  wv_offset_min: (ms) => -new Date(ms).getTimezoneOffset(),
  wv_random: (at, count) => {
    crypto.getRandomValues(HEAPU8.subarray(at, at + count));
  },
});
