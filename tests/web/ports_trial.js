// What ports_trial.cpp tells its page.
addToLibrary({
  wvt_told__deps: ['$UTF8ToString'],
  wvt_told: (number, answer) => Module['wvTold'](number, JSON.parse(UTF8ToString(answer))),
  wvt_wake: () => Module['wvWake'](),
});
