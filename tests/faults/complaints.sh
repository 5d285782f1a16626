#!/bin/sh
# complaints.sh SOURCE: each complaint of README.md that concerns the queue and its way has a test case whose own
# name says it. The controls: a number that nobody complained of has none, and a comment doesn't count.
set -eu
source=$1
# The name stands behind the bracket, or alone on the next line.
cases() { find "$source/tests" -name '*_test.cpp' -exec awk '/^TEST_CASE(_TEMPLATE)?\(/ { line = $0; if (line ~ /\($/) { getline; sub(/^ +/, ""); line = line $0 } print line }' {} +; }
all=$(cases)
named() { echo "$all" | grep -cE "^TEST_CASE(_TEMPLATE)?\(\"complaint $1: " || true; }
missing=
for number in 1 2 3 4 5 6 7 8 9 15; do
  [ "$(named $number)" -ge 1 ] || missing="$missing $number"
done
[ -z "$missing" ] || { echo "no test case is named after complaint$missing"; exit 1; }
[ "$(named 99)" = 0 ] || { echo "the search finds what isn't there"; exit 1; }
