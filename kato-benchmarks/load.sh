#!/usr/bin/env bash
# Puts load on a server, with stores in memory and remote, on JDK 17 and a JDK with virtual threads,
# and writes what came out between the marks of docs/sizing.md. About eleven minutes; only loopback.
# Needs what deploy/run-local.sh needs (redis-server, nginx). Do nothing else on the machine meanwhile.
#   kato-benchmarks/load.sh [--print]     with --print the tables go to the terminal
# KATO_LOAD_JDKS     homes of the JDKs, with spaces between     (17 and 25 of /usr/lib/jvm)
# KATO_LOAD_SECONDS  of each measurement                        (20)
# KATO_LOAD_ONLY     runs only combinations with this text in their name, as "memory"
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The first JDK of a version that is installed.
installed() {
  local home
  for home in /usr/lib/jvm/*"$1"*; do
    if [ -x "$home/bin/java" ]; then
      echo "$home"
      return
    fi
  done
}

read -r -a jdks <<<"${KATO_LOAD_JDKS:-$(installed 17) $(installed 25)}"
seconds=${KATO_LOAD_SECONDS:-20}
work=$(mktemp -d)
server=
trap 'stop; rm -rf "$work"' EXIT

# What the servers are given, and what is asked of them.
export MAX_SESSIONS=30000 LOG_LEVEL=WARN
heap=-Xmx2g
load=(--sessions 10000 --users 200 --patterns 300 --connections 16 --warm-up 10 --keep
  --requests 1000000000 --duration "$seconds")

stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
  if [ -d "$work/cluster" ]; then
    deploy/run-local.sh stop
    rm -rf "$work/cluster"
  fi
}

build() {
  mvn -q -B -ntp -pl kato-integration-tests,kato-cli -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
  export KATO_SERVER_JAR=$PWD/kato-cli/target/kato-server.jar
  export KATO_DOUBLES_CLASSPATH="$PWD/kato-integration-tests/target/test-classes:$(cat "$work/classpath")"
}

# bench <name> <port> <pid> <rates>: the report goes to a file of that name.
bench() {
  java -Xmx512m -jar "$KATO_SERVER_JAR" bench --url "http://127.0.0.1:$2" --pid "$3" \
    --rate "$4" "${load[@]}" | tee "$work/$1.report" >&2
}

# in_memory <name> <java>
in_memory() {
  local port=18550
  PORT=$port "$2" "$heap" -jar "$KATO_SERVER_JAR" >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    curl -fsS "http://127.0.0.1:$port/health/ready" >/dev/null 2>&1 && break
    sleep 0.1
  done
  bench "$1" $port "$server" 0,5000
  stop
}

# remote <name> <java> <always or everysec>
remote() {
  export KATO_LOCAL_DIR=$work/cluster KATO_LOCAL_PORT=18560 KATO_LOCAL_SERVERS=1
  export KATO_JAVA=$2 KATO_JAVA_OPTIONS=$heap KATO_LOCAL_FSYNC=$3
  deploy/run-local.sh start >&2
  bench "$1" 18561 "$(cat "$work/cluster/server-1.pid")" 0,500
  redis-cli -p 18570 info memory | tr -d '\r' | sed -n 's/^used_memory:/redis: /p' >>"$work/$1.report"
  stop
}

measure() {
  local jdk version
  for jdk in "${jdks[@]}"; do
    version=$("$jdk/bin/java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')
    for stores in memory always everysec; do
      local name="$stores-$version"
      [[ $name == *"${KATO_LOAD_ONLY:-}"* ]] || continue
      echo "== $name" >&2
      if [ $stores = memory ]; then
        in_memory "$name" "$jdk/bin/java"
      else
        remote "$name" "$jdk/bin/java" $stores
      fi
      echo "$name" >>"$work/order"
    done
  done
}

# One line for each kind of request and each rate.
latencies() {
  echo "| stores, JDK | load | request | requests/s | p50 ms | p95 ms | p99 ms | longest ms | failed |"
  echo "|---|---|---|---|---|---|---|---|---|"
  while read -r name; do
    awk -v name="$name" '
      $1 ~ /^(observe|predict|learn|all)$/ { row[++n] = $0 }
      /^failed:/ {
        split($2, failed, ";")
        load = $0; sub(/.* s; /, "", load)
        for (i = 1; i <= n; i++) {
          split(row[i], c, " ")
          printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", name, load, c[1], c[3], c[4], c[5], c[6], c[7], (c[1] == "all" ? failed[1] : "")
        }
        n = 0
      }' "$work/$name.report"
  done <"$work/order"
}

# What the server takes, at each rate.
footprints() {
  echo "| stores, JDK | load | CPU of the server | heap for each session | heap for each pattern of 14 symbols | Redis in all |"
  echo "|---|---|---|---|---|---|"
  while read -r name; do
    awk -v name="$name" '
      /^redis:/ { redis = sprintf("%.1f MB", $2 / 1e6) }
      /^failed:/ { load = $0; sub(/.* s; /, "", load) }
      /^server:/ {
        rows[++n] = sprintf("| %s | %s | %s cores | %s bytes | %s bytes |", name, load, $2, $9, $14)
      }
      END { for (i = 1; i <= n; i++) print rows[i], redis " |" }' "$work/$name.report"
  done <"$work/order"
}

# Of the line "all" of one rate: the first is as many as get answered, the second the even one.
targets() {
  echo "| stores, JDK | 5,000 requests/s | p50 ≤ 2 ms | p99 ≤ 20 ms | ≤ 10 MB for each session |"
  echo "|---|---|---|---|---|"
  while read -r name; do
    awk -v name="$name" '
      function verdict(good, value) { return (good ? "met: " : "**not met**: ") value }
      $1 == "all" { runs++; rate[runs] = $3; p50[runs] = $4; p99[runs] = $6 }
      /^server:/ { session = $9 }
      END {
        printf "| %s | %s | %s | %s | %s |\n", name, verdict(rate[1] >= 5000, rate[1]),
          verdict(p50[2] <= 2, p50[2]), verdict(p99[2] <= 20, p99[2]),
          verdict(session <= 10e6, sprintf("%.1f KB", session / 1e3))
      }' "$work/$name.report"
  done <"$work/order"
}

tables() {
  echo "Measured on $(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD), $(nproc) cores of" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)," \
    "load average before it began: $load_before; $seconds s of each load."
  echo
  targets
  echo
  latencies
  echo
  footprints
}

build
load_before=$(cut -d' ' -f1 /proc/loadavg)
measure
tables >"$work/tables"
if [ "${1:-}" = --print ]; then
  cat "$work/tables"
else
  sed -i -e '/<!-- measured -->/,/<!-- end -->/{/<!--/!d}' -e "/<!-- measured -->/r $work/tables" docs/sizing.md
fi
