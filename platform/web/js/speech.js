// The browser's own voice (browser_speech.h).
addToLibrary({
  $wvSpeech__deps: ['$wvAnswer', '$wvRefuse'],
  $wvSpeech: {
    // A voice on this device first; `forAll`: words that anybody may hear, so one of the network's will do.
    voice(language, forAll) {
      const fits = window.speechSynthesis.getVoices().filter((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
      return fits.find((voice) => voice.localService) || (forAll ? fits[0] : undefined);
    },
    // Some browsers know their voices only a moment after they are first asked.
    find: async (language, forAll) => {
      if (!window.speechSynthesis) return undefined;
      const known = wvSpeech.voice(language, forAll);
      if (known || window.speechSynthesis.getVoices().length > 0) return known;
      await new Promise((go) => {
        window.speechSynthesis.addEventListener('voiceschanged', go, { once: true });
        setTimeout(go, 1000);
      });
      return wvSpeech.voice(language, forAll);
    },
    turn: 0,
  },

  wv_speak__deps: ['$wvSpeech', '$UTF8ToString'],
  wv_speak: (ticket, words, size, language, loudness, forAll) => {
    const turn = ++wvSpeech.turn;
    const utterance = typeof SpeechSynthesisUtterance === 'undefined' ? {} : new SpeechSynthesisUtterance(UTF8ToString(words, size));
    const tongue = UTF8ToString(language).toLowerCase().split('-')[0];
    wvSpeech.find(tongue, forAll).then((voice) => {
      if (turn !== wvSpeech.turn) return; // another one took its place
      if (!voice) return wvRefuse(ticket, 'speech.no_voice');
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.volume = loudness;
      utterance.onend = () => turn === wvSpeech.turn && wvAnswer(ticket);
      utterance.onerror = ({ error }) => turn === wvSpeech.turn && wvRefuse(ticket, 'speech.failed', String(error));
      window.speechSynthesis.speak(utterance);
    });
  },
  wv_hush__deps: ['$wvSpeech'],
  wv_hush: () => {
    ++wvSpeech.turn;
    window.speechSynthesis?.cancel();
  },
});
