#!/bin/bash
# Everything that CI runs: builds with warnings as errors, runs every tests/*.Tests project one after the other, and sums up in one plain line.
set -u
cd "$(dirname "$0")/.."

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

echo "Building ..."
if ! dotnet build SharedServices.sln -nologo -v quiet; then
  echo "The build failed."
  echo "0 passed, 0 failed"
  exit 1
fi

passed=0
failed=0
broken=0
for project in tests/*.Tests/*.Tests.csproj; do
  name=$(basename "$project" .csproj)
  started=$SECONDS
  echo "== $name"
  dotnet test "$project" --no-build -nologo -v quiet --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    >"$results/$name.log" 2>&1
  code=$?
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  here_passed=$(count passed)
  here_failed=$(count failed)
  passed=$((passed + ${here_passed:-0}))
  failed=$((failed + ${here_failed:-0}))
  if [ "$code" -ne 0 ] || [ -z "$counters" ]; then
    cat "$results/$name.log"
    # A suite that broke off says so by its exit code, not by a failed test.
    [ "${here_failed:-0}" -gt 0 ] || broken=$((broken + 1))
  fi
  echo "   ${here_passed:-0} passed, ${here_failed:-0} failed in $((SECONDS - started)) s"
done

[ "$broken" -eq 0 ] || echo "$broken suite(s) did not run to the end: each counts as one failure."
failed=$((failed + broken))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
