#!/bin/sh
# A private PostgreSQL on the folder $1: what the container image does, with the machine's own program. PORT, POSTGRES_USER,
# POSTGRES_PASSWORD and POSTGRES_SETTINGS come from the environment.
set -eu
data=$1
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed on this machine: run eng/setup.sh, which installs it." >&2; exit 1; }

# PostgreSQL refuses root. Its own user may still reach a data folder below a home that is closed to others.
if [ "$(id -u)" -eq 0 ]; then
  mkdir -p "$data" && chown -R postgres: "$data"
  exec setpriv --reuid=postgres --regid=postgres --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override -- sh "$0" "$@"
fi

mkdir -p "$data"
exec 9>"$data/held"
flock -n 9 || echo "Waiting until the PostgreSQL that still holds $data has gone ..."
flock -w 60 9 || { echo "Another PostgreSQL works on $data: stop it, or give another folder with --Data=FOLDER." >&2; exit 1; }

if [ ! -f "$data/pg/PG_VERSION" ]; then
  rm -rf "$data/pg"
  echo "$POSTGRES_PASSWORD" | "$bin/initdb" -D "$data/pg" --username="$POSTGRES_USER" --pwfile=/dev/stdin --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions
fi

# Every process of an earlier server held the lock as well, so its note is a dead one's, though its number may not yet be free again.
rm -f "$data/pg/postmaster.pid"
cd "$data"
setpriv --pdeathsig KILL -- "$bin/postgres" -D pg -c port="$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c max_connections=300 -c timezone=UTC -c log_timezone=UTC ${POSTGRES_SETTINGS:-} &
server=$!
# On SIGTERM PostgreSQL would wait for its clients to leave; SIGINT is its fast shutdown.
trap 'kill -INT $server' TERM INT
wait $server || { code=$?; wait $server 2>/dev/null || exit $code; }
