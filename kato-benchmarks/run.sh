#!/bin/sh
# Measures recall and learning and writes docs/performance.md: the text of notes.md, then the numbers.
# Arguments: vocabularies (ZIPF,DENSE,RARE) and numbers of patterns (10000,100000,1000000).
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl kato-benchmarks -am package -DskipTests
mkdir -p docs
numbers=$(mktemp)
java -Xmx8g -cp kato-benchmarks/target/benchmarks.jar dev.kato.benchmarks.Report \
  "$numbers" "$(git rev-parse --short HEAD)" \
  "${1:-ZIPF,DENSE,RARE}" "${2:-10000,100000,1000000}"
cat kato-benchmarks/notes.md "$numbers" > docs/performance.md
rm "$numbers"
