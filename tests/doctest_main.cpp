// doctest's own main, compiled once for all test programs.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdlib>

// What a device remembers outside of its data folder, a test mustn't: its folders are made up, and made
// again.
[[maybe_unused]] static const int kNothingRemembered = ::setenv("XDG_STATE_HOME", "/dev/null/none", 1);
