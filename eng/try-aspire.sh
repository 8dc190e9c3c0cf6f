#!/bin/bash
# Where Docker is: starts the AppHost under Aspire and waits until the gateway, and so every service behind it, is healthy.
set -eu
cd "$(dirname "$0")/.."

log=$(mktemp)
dotnet run --project AppHost -p:UseAspire=true >"$log" 2>&1 &
host=$!
trap 'kill -INT $host 2>/dev/null || true; wait $host 2>/dev/null || true; rm -f "$log"' EXIT

for _ in $(seq 180); do
  if curl --fail --silent --output /dev/null http://localhost:5100/health; then
    echo "The gateway is healthy under Aspire."
    exit 0
  fi
  kill -0 $host 2>/dev/null || break
  sleep 2
done

cat "$log"
echo "The gateway did not become healthy under Aspire." >&2
exit 1
