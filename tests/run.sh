#!/usr/bin/env bash
# Builds, publishes the programs that the end-to-end suite starts, runs every suite (or the named ones) one after the other and
# adds up their counts. Arguments: [SUITE ...] [-- ARGUMENTS FOR EACH SUITE]
set -uo pipefail
cd "$(dirname "$0")/.."

suites=()
while [ $# -gt 0 ] && [ "$1" != "--" ]; do suites+=("$1"); shift; done
[ "${1:-}" = "--" ] && shift
[ ${#suites[@]} -gt 0 ] || for project in tests/*.Tests; do suites+=("$(basename "$project")"); done

# Public test vectors are not part of the repository; suites that know them read them from here.
[ -n "${EDGEGUARD_VECTORS:-}" ] || [ ! -d ../shared/vectors ] || EDGEGUARD_VECTORS=$(cd ../shared/vectors && pwd)
[ -z "${EDGEGUARD_VECTORS:-}" ] || export EDGEGUARD_VECTORS

quiet=(--nologo -v quiet --tl:off -clp:NoSummary -c Release)
dotnet build EdgeGuard.sln "${quiet[@]}" || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }
for program in EdgeGuard.Edge EdgeGuard.Scim EdgeGuard.Cli; do
    dotnet publish "src/$program" "${quiet[@]}" --no-build || { echo "Publishing $program failed."; echo "0 passed, 1 failed"; exit 1; }
done

passed=0 failed=0 skipped=0 failures=()
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\) *$/\1/p" "$2" | tail -n 1; }
for suite in "${suites[@]}"; do
    echo "== $suite"
    log=$(mktemp)
    "artifacts/bin/$suite/release/$suite" --no-ansi --progress off --output Normal "$@" 2>&1 | tee "$log"
    code=${PIPESTATUS[0]}
    ok=$(count succeeded "$log") bad=$(count failed "$log") skip=$(count skipped "$log")
    mapfile -t -O "${#failures[@]}" failures < <(sed -n 's/^failed \(.*\)/\1/p' "$log")
    rm -f "$log"
    # 8: the filter matched nothing in this suite. Any other failure without a failed test (a crash, a hang) counts as one.
    if [ "$code" != 0 ] && [ "$code" != 8 ] && [ "${bad:-0}" = 0 ]; then bad=1; failures+=("$suite ended with $code"); fi
    passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${skip:-0}))
done

# Once more at the end, where they are found without scrolling.
[ ${#failures[@]} -eq 0 ] || printf 'failed: %s\n' "${failures[@]}"

line="$passed passed, $failed failed"
[ "$skipped" = 0 ] || line+=", $skipped skipped"
echo "$line"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
