#!/usr/bin/env bash
# Attacks a running KATO server and says whether it held up; README.md beside this file tells more.
# Exits with 0 if it held, 1 if something broke, 2 if nothing was run.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT

"${bin}javac" -encoding UTF-8 --release 17 -d "$classes" "$here"/*.java
# The hundreds of connections that are held at once need descriptors.
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
"${bin}java" -Xmx512m -cp "$classes" Attack "$@"
