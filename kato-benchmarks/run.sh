#!/bin/sh
# Measures recall and learning and writes docs/performance.md: the text of notes.md, then the numbers.
# Argument: vocabularies and numbers of patterns; the largest of the first is measured with two threads, too.
# About fifteen minutes; do nothing else on the machine meanwhile.
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl kato-benchmarks -am package -DskipTests
mkdir -p docs
numbers=$(mktemp)
java -Xmx8g -cp kato-benchmarks/target/benchmarks.jar dev.kato.benchmarks.Report \
  "$numbers" "$(git rev-parse --short HEAD)" \
  "${1:-ZIPF=10000,100000,1000000 DENSE=10000,100000 RARE=10000,100000}"
cat kato-benchmarks/notes.md "$numbers" > docs/performance.md
rm "$numbers"
