// Unicode's rules as the browser knows them: intl_iterators.cpp, intl_plural.cpp, intl_host.cpp.
addToLibrary({
  $wvDecoder: "=new TextDecoder('utf-16le', { ignoreBOM: true })",
  // Made once for a language: making one costs more than cutting a sentence.
  $wvText: {
    segmenters: {},
    plurals: {},
    make(known, key, make, language) {
      if (!known[key]) {
        try {
          known[key] = make(language || 'en');
        } catch {
          known[key] = make('en'); // not a language's tag
        }
      }
      return known[key];
    },
  },

  wv_cut__deps: ['$wvText', '$wvDecoder', '$UTF8ToString'],
  wv_cut: (units, count, kind, language, found) => {
    const granularity = ['grapheme', 'word', 'sentence'][kind];
    const name = UTF8ToString(language);
    const segmenter = wvText.make(wvText.segmenters, granularity + name, (l) => new Intl.Segmenter(l, { granularity }), name);
    const text = wvDecoder.decode(HEAPU8.subarray(units, units + 2 * count));
    let cuts = 0;
    for (const { index, segment, isWordLike } of segmenter.segment(text)) {
      HEAP32[(found >> 2) + 2 * cuts] = index + segment.length;
      HEAP32[(found >> 2) + 2 * cuts + 1] = isWordLike ? 1 : 0;
      ++cuts;
    }
    return cuts;
  },

  wv_plural__deps: ['$wvText', '$UTF8ToString'],
  wv_plural: (language, number) => {
    const name = UTF8ToString(language);
    const rules = wvText.make(wvText.plurals, name, (l) => new Intl.PluralRules(l), name);
    return ['other', 'zero', 'one', 'two', 'few', 'many'].indexOf(rules.select(number));
  },

  wv_host_in_ascii__deps: ['$UTF8ToString', '$stringToNewUTF8'],
  wv_host_in_ascii: (host) => {
    try {
      const name = new URL('https://' + UTF8ToString(host)).hostname;
      return /^[a-z0-9.-]+$/.test(name) ? stringToNewUTF8(name) : 0;
    } catch {
      return 0;
    }
  },
});
