#!/usr/bin/env bash
# KATO's production topology as plain processes of one machine: Redis, MongoDB, Qdrant, several
# servers, nginx in front. For trying out and for tests, not for production.
set -euo pipefail

usage() {
  cat <<'USAGE'
run-local.sh start             start everything and wait until it is ready
run-local.sh stop              stop everything
run-local.sh status            what runs
run-local.sh kill <n>          end server n at once, as a crash would (kill -9)
run-local.sh term <n>          end server n gracefully (SIGTERM) and wait until it is gone
run-local.sh up <n>            start server n and wait until it is ready

Environment:
  KATO_LOCAL_DIR       where data, logs and process ids go       (default: /tmp/kato-local)
  KATO_LOCAL_PORT      the port of nginx; servers have the ones after it, stores 10 higher (8000)
  KATO_LOCAL_SERVERS   how many servers, 1..8                    (2)
  KATO_LOCAL_FSYNC     when Redis writes to disk: always or everysec     (always)
  KATO_SERVER_JAR      the server                                (built in this checkout)
  KATO_JAVA            the java to run it with                   (java of the path)
  KATO_JAVA_OPTIONS    for the servers                           (-Xmx512m)
  MONGO_BASE_URL       a MongoDB that runs already. Without it: mongod where there is one, else a
                       test server in memory
  QDRANT_HOST, QDRANT_PORT   likewise for Qdrant
  KATO_DOUBLES_CLASSPATH     class path of the test servers      (asked of Maven)
Every other variable of the server (docs/operations.md) is passed on to it.
USAGE
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${KATO_LOCAL_DIR:-/tmp/kato-local}
base=${KATO_LOCAL_PORT:-8000}
servers=${KATO_LOCAL_SERVERS:-2}
jar=${KATO_SERVER_JAR:-$here/../kato-cli/target/kato-server.jar}
java=${KATO_JAVA:-java}
read -r -a java_options <<<"${KATO_JAVA_OPTIONS:--Xmx512m}"
redis_port=$((base + 10))
mongo_port=$((base + 11))
qdrant_port=$((base + 12))

fail() {
  echo "run-local.sh: $*" >&2
  exit 1
}

# A process of its own session, so that stopping this script's caller does not stop it.
launch() {
  local name=$1
  shift
  setsid "$@" >>"$dir/$name.log" 2>&1 </dev/null &
  echo $! >"$dir/$name.pid"
}

runs() {
  [ -f "$dir/$1.pid" ] && kill -0 "$(cat "$dir/$1.pid")" 2>/dev/null
}

# end <name> <signal> <seconds to wait before kill -9>
end() {
  local name=$1 signal=$2 patience=$3 pid
  [ -f "$dir/$name.pid" ] || return 0
  pid=$(cat "$dir/$name.pid")
  kill "-$signal" "$pid" 2>/dev/null || true
  for _ in $(seq $((patience * 20))); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.05
  done
  kill -9 "$pid" 2>/dev/null || true
  rm -f "$dir/$name.pid"
}

# await <name> <what> <command that succeeds when it is there>
await() {
  local name=$1 what=$2
  shift 2
  for _ in $(seq 1200); do
    "$@" >/dev/null 2>&1 && return 0
    runs "$name" || fail "$name ended while starting; see $dir/$name.log"
    sleep 0.05
  done
  fail "$name: no $what within a minute; see $dir/$name.log"
}

listens() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

ready() {
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  IFS= read -r -t 10 answer <&3 || true
  exec 3<&-
  [[ $answer == *" 200 "* ]]
}

start_redis() {
  command -v redis-server >/dev/null || fail "redis-server is missing (apt-get install redis-server)"
  launch redis redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$dir" \
    --appendonly yes --appendfsync "${KATO_LOCAL_FSYNC:-always}" --save ""
  await redis "answer" listens "$redis_port"
}

doubles_classpath() {
  if [ -n "${KATO_DOUBLES_CLASSPATH:-}" ]; then
    echo "$KATO_DOUBLES_CLASSPATH"
    return
  fi
  echo "asking Maven for the class path of the test servers" >&2
  (cd "$here/.." && mvn -q -B -ntp -pl kato-integration-tests -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile="$dir/classpath" -Dmdep.includeScope=test >&2)
  echo "$here/../kato-integration-tests/target/test-classes:$(cat "$dir/classpath")"
}

start_stores() {
  local mongo_double=0 qdrant_double=0
  if [ -z "${MONGO_BASE_URL:-}" ]; then
    if command -v mongod >/dev/null; then
      mkdir -p "$dir/mongo"
      launch mongo mongod --bind_ip 127.0.0.1 --port "$mongo_port" --dbpath "$dir/mongo"
      await mongo "answer" listens "$mongo_port"
    else
      mongo_double=$mongo_port
    fi
    export MONGO_BASE_URL="mongodb://127.0.0.1:$mongo_port"
  fi
  if [ -z "${QDRANT_HOST:-}" ]; then
    if command -v qdrant >/dev/null; then
      QDRANT__SERVICE__GRPC_PORT=$qdrant_port QDRANT__SERVICE__HTTP_PORT=$((qdrant_port + 1)) \
        QDRANT__SERVICE__HOST=127.0.0.1 QDRANT__STORAGE__STORAGE_PATH="$dir/qdrant" \
        launch qdrant qdrant
      await qdrant "answer" listens "$qdrant_port"
    else
      qdrant_double=$qdrant_port
    fi
    export QDRANT_HOST=127.0.0.1 QDRANT_PORT=$qdrant_port
  fi
  if [ "$mongo_double$qdrant_double" != 00 ]; then
    launch doubles "$java" -Xmx512m -XX:+UseSerialGC -cp "$(doubles_classpath)" \
      dev.kato.it.cluster.StoreDoubles "$mongo_double" "$qdrant_double"
    [ "$mongo_double" = 0 ] || await doubles "MongoDB" listens "$mongo_port"
    [ "$qdrant_double" = 0 ] || await doubles "Qdrant" listens "$qdrant_port"
  fi
  printf 'export MONGO_BASE_URL=%q QDRANT_HOST=%q QDRANT_PORT=%q REDIS_URL=%q\n' \
    "$MONGO_BASE_URL" "$QDRANT_HOST" "${QDRANT_PORT:-6334}" "redis://127.0.0.1:$redis_port" \
    >"$dir/stores.env"
}

start_server() {
  local n=$1
  [ -f "$jar" ] || fail "no $jar: build it (mvn -pl kato-cli -am package)"
  [ -f "$dir/stores.env" ] || fail "the stores have not been started"
  # shellcheck disable=SC1091
  . "$dir/stores.env"
  HOST=127.0.0.1 PORT=$((base + n)) PROCESSOR_ID=kato-$n \
    launch "server-$n" "$java" "${java_options[@]}" -jar "$jar"
  await "server-$n" "readiness" ready $((base + n))
}

start_nginx() {
  command -v nginx >/dev/null || fail "nginx is missing (apt-get install nginx-light)"
  mkdir -p "$dir/nginx"
  {
    echo "pid $dir/nginx/nginx.pid; error_log $dir/nginx.log warn; daemon off; worker_processes 1;"
    echo "events { worker_connections 4096; }"
    echo "http {"
    echo "  access_log off; client_max_body_size 1m; server_tokens off;"
    for part in client_body proxy fastcgi uwsgi scgi; do
      echo "  ${part}_temp_path $dir/nginx/$part;"
    done
    echo "  include $here/nginx/kato-maps.conf;"
    echo "  upstream kato {"
    for n in $(seq "$servers"); do
      echo "    server 127.0.0.1:$((base + n)) max_fails=0;"
    done
    echo "    keepalive 64;"
    echo "  }"
    echo "  server { listen 127.0.0.1:$base backlog=1024; include $here/nginx/kato-proxy.conf; }"
    echo "}"
  } >"$dir/nginx.conf"
  launch nginx nginx -e "$dir/nginx.log" -p "$dir/nginx" -c "$dir/nginx.conf"
  await nginx "answer" listens "$base"
}

everything() {
  for file in "$dir"/*.pid; do
    [ -e "$file" ] && basename "$file" .pid
  done
}

start() {
  mkdir -p "$dir"
  [ -z "$(everything)" ] || fail "something runs already in $dir: stop it first"
  start_redis
  start_stores
  for n in $(seq "$servers"); do
    start_server "$n"
  done
  start_nginx
  echo "KATO answers on http://127.0.0.1:$base; logs are in $dir"
}

stop() {
  end nginx QUIT 5
  for name in $(everything); do
    end "$name" TERM 35
  done
}

status() {
  for name in $(everything); do
    if runs "$name"; then
      echo "$name: runs, process $(cat "$dir/$name.pid")"
    else
      echo "$name: ended; see $dir/$name.log"
    fi
  done
}

number() {
  [[ ${1:-} =~ ^[1-8]$ ]] || fail "which server? 1..$servers"
  echo "$1"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  status) status ;;
  kill) end "server-$(number "${2:-}")" KILL 5 ;;
  term) end "server-$(number "${2:-}")" TERM 60 ;;
  up) start_server "$(number "${2:-}")" ;;
  -h | --help | help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
