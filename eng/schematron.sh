#!/bin/sh
# Runs official schematron files over invoices and credit notes that the product makes: eng/schematron.sh DIR. The files are not ours and
# not kept here. DIR holds them as .sch (one assembled file each, as Peppol and CEN publish them), or compiled: .xsl, .xslt, .sef.json.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
dir=${1:-}

if [ -z "$dir" ] || [ ! -d "$dir" ]; then
  echo "schematron: say where the official files are: make schematron DIR=folder with .sch, .xsl, .xslt or .sef.json files." >&2
  exit 2
fi
dir=$(cd "$dir" && pwd)
files=$(find "$dir" -maxdepth 1 -type f \( -name '*.sch' -o -name '*.xsl' -o -name '*.xslt' -o -name '*.sef.json' \) | sort)
if [ -z "$files" ]; then
  echo "schematron: $dir has no .sch, .xsl, .xslt or .sef.json file." >&2
  exit 2
fi

"$root/eng/setup.sh" quiet
(cd "$root/eng/schematron" && { [ -x node_modules/.bin/xslt3 ] || npm ci --no-fund --no-audit --loglevel=error; })
xslt3="$root/eng/schematron/node_modules/.bin/xslt3"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
documents="$work/documents"
mkdir "$documents"
dotnet build -nologo -v quiet "$root/tests/Recharging.Tests"
KEEP_DOCUMENTS="$documents" "$root/tests/Recharging.Tests/bin/Debug/net10.0/Recharging.Tests" -noColor \
  -class Recharging.Tests.Invoices.UblRuleTests >"$work/tests.log" 2>&1 || { tail -n 40 "$work/tests.log" >&2; exit 1; }
count=$(find "$documents" -name '*.xml' | wc -l)
[ "$count" -gt 0 ] || { echo "schematron: no document was made." >&2; exit 1; }

broken=0
IFS='
'
for file in $files; do
  name=$(basename "$file")
  case "$name" in
    *.sch)
      "$xslt3" -xsl:"$root/eng/schematron/compile.xsl" -s:"$file" -o:"$work/$name.xsl"
      "$xslt3" -xsl:"$work/$name.xsl" -export:"$work/$name.sef.json" -nogo
      sheet="$work/$name.sef.json" ;;
    *.sef.json) sheet="$file" ;;
    *)
      "$xslt3" -xsl:"$file" -export:"$work/$name.sef.json" -nogo
      sheet="$work/$name.sef.json" ;;
  esac
  for document in "$documents"/*.xml; do
    "$xslt3" -xsl:"$sheet" -s:"$document" -o:"$work/found"
    # Compiled schematron answers in SVRL, ours in lines.
    case "$name" in
      *.sch) found=$(cat "$work/found") ;;
      *) found=$(tr '\n' ' ' <"$work/found" | grep -o '<svrl:failed-assert[^>]*>' || true) ;;
    esac
    if [ -n "$found" ]; then
      printf '%s by %s:\n%s\n' "$(basename "$document")" "$name" "$found"
      broken=$((broken + $(printf '%s\n' "$found" | grep -c -v '(warning)' || true)))
    fi
  done
  echo "schematron: $name asked of $count documents"
done

echo "schematron: $broken broken rules"
[ "$broken" -eq 0 ]
