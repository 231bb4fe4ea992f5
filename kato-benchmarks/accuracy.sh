#!/bin/sh
# Measures how often forecasts come true, on real sequences and beside baselines, and writes
# docs/accuracy.md: the text of accuracy-notes.md, then the numbers. Fails if an accuracy is too low.
#   kato-benchmarks/accuracy.sh FOLDER [OUTPUT]
# FOLDER has bms.txt, fifa.txt, leviathan.txt and helpdesk.csv; accuracy-notes.md tells where from.
# About a quarter of an hour; do nothing else on the machine meanwhile.
set -eu
[ $# -ge 1 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
for file in bms.txt fifa.txt leviathan.txt helpdesk.csv; do
  [ -f "$1/$file" ] || { echo "$1 has no $file" >&2; exit 2; }
done
folder=$(realpath "$1")
output=${2:+$(realpath -m "$2")}
cd "$(dirname "$0")/.."
output=${output:-docs/accuracy.md}
mvn -q -B -ntp -pl kato-benchmarks -am package -DskipTests
numbers=$(mktemp)
trap 'rm "$numbers"' EXIT
failed=0
java -Xmx2g -cp kato-benchmarks/target/benchmarks.jar dev.kato.benchmarks.accuracy.AccuracyReport \
  "$folder" "$numbers" "$(git rev-parse --short HEAD)" || failed=1
# Whatever they are, unless there are none.
[ -s "$numbers" ] || exit 1
mkdir -p "$(dirname "$output")"
cat kato-benchmarks/accuracy-notes.md "$numbers" > "$output"
exit $failed
