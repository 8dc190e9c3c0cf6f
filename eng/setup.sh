#!/bin/sh
# Installs what the system needs on a Debian machine and is not there yet: PostgreSQL, RabbitMQ, Chromium for the browser tests, npm packages.
# Safe to run again: it does nothing where nothing is missing. `eng/setup.sh quiet` says only what it does.
set -eu
cd "$(dirname "$0")/.."

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0"
dotnet --version >/dev/null 2>&1 || fail "no installed .NET SDK fits global.json: install .NET 10 from https://dotnet.microsoft.com/download/dotnet/10.0"
command -v node >/dev/null || fail "Node.js 20 or later is missing: install it from https://nodejs.org"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js $(node --version) is too old: install 20 or later from https://nodejs.org"

missing=""
[ -n "$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null)" ] || missing="$missing postgresql"
{ [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] && command -v epmd >/dev/null; } || missing="$missing rabbitmq-server"
command -v chromium >/dev/null || missing="$missing chromium fonts-liberation"
command -v setpriv >/dev/null || missing="$missing util-linux"

if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || fail "please install$missing with this machine's package manager: only Debian's is known here."
  if [ "$(id -u)" -eq 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo"
  elif command -v sudo >/dev/null && [ -t 0 ]; then
    as_root="sudo"
  else
    fail "please run once as root, or with sudo: apt-get install --no-install-recommends$missing"
  fi

  say "installing$missing ..."
  log=$(mktemp)
  # The distribution's own servers are not ours to use: they are kept from starting, and stopped where they do.
  policy=/usr/sbin/policy-rc.d
  own_policy=""
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod +x "$policy"
    own_policy=yes
  fi
  trap '[ -z "$own_policy" ] || $as_root rm -f "$policy"; rm -f "$log"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$log" 2>&1 &&
      $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >>"$log" 2>&1
  }
  install || { tail -n 20 "$log" >&2; fail "apt-get could not install$missing."; }
  say "installed$missing."
fi

# npm ci where the packages are not those of the lock file.
for folder in AppHost/Identity eng services/Portal tests/Portal.Tests; do
  [ -f "$folder/package-lock.json" ] || continue
  if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.shared-services-lock"; then
    say "installing the npm packages of $folder ..."
    (cd "$folder" && npm ci --no-fund --no-audit --loglevel=error) || fail "npm could not install the packages of $folder."
    cp "$folder/package-lock.json" "$folder/node_modules/.shared-services-lock"
  fi
done

[ "${1:-}" = quiet ] || say "everything is here."
