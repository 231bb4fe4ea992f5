#!/bin/sh
# Measures the stores and writes docs/store-performance.md: the text of stores-notes.md, then the numbers.
# Starts a redis-server and the test servers, on free ports of this machine, and ends them.
# Argument: seconds for each operation and store (2).
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl kato-benchmarks -am package -DskipTests
jar=kato-benchmarks/target/benchmarks.jar
work=$(mktemp -d)
servers=
trap 'kill $servers 2> "$work/kill"; rm -r "$work"' EXIT

java -Xmx1g -cp $jar dev.kato.benchmarks.stores.StoreServers > "$work/ports" 2> "$work/servers.log" &
servers=$!
until [ -s "$work/ports" ]; do
  kill -0 $servers
  sleep 0.1
done
read -r mongo qdrant redis < "$work/ports"
redis-server --bind 127.0.0.1 --port "$redis" --dir "$work" --save '' \
  --appendonly yes --appendfsync always > "$work/redis.log" &
servers="$servers $!"

java -Xmx2g -cp $jar dev.kato.benchmarks.stores.StoreReport "$work/numbers" "$(git rev-parse --short HEAD)" \
  "${1:-2}" "mongodb://127.0.0.1:$mongo" "redis://127.0.0.1:$redis" "$qdrant"
cat kato-benchmarks/stores-notes.md "$work/numbers" > docs/store-performance.md
