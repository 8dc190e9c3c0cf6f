#!/bin/bash
# Asks the package sources about known vulnerabilities. A source that publishes none finds none: then this says that nothing is known.
set -u
cd "$(dirname "$0")/.."

knowing=0
for source in $(dotnet nuget list source --format short | sed -n 's/^E[A-Z]* //p' | grep '^http'); do
  if curl -fsS --max-time 30 "$source" | grep -q VulnerabilityInfo; then
    knowing=1
  else
    echo "$source publishes no vulnerability data."
  fi
done
if [ "$knowing" -eq 0 ]; then
  echo "Nothing is known here about vulnerabilities of the packages. Ask again where a source publishes them."
  exit 0
fi

report=$(dotnet list SharedServices.sln package --vulnerable --include-transitive) || { echo "$report"; exit 1; }
echo "$report"
! grep -q 'has the following vulnerable packages' <<<"$report"
