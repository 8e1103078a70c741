#!/usr/bin/env bash
#
# Runs the tests of the kernel in two labs at once, one for each module that has some: one lab alone
# keeps little more than one processor busy. The arguments are those of scripts/lab test; the reports
# go to a folder for each module. The exit status is 0 if both labs ended with 0.

set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
cd -- "$root"
readonly REPORTS=${LVSH_LAB_REPORTS:-$root/target/lab-reports}

labs=()

# shellcheck disable=SC2317 # The trap calls it.
end_labs() {
  trap '' INT TERM
  ((${#labs[@]} == 0)) || kill -TERM "${labs[@]}" 2>/dev/null || true
  wait || true
  exit 130
}
trap end_labs INT TERM

# Once for both.
scripts/lvsh --version >/dev/null
for module in kernel-adapter shell; do
  LVSH_LAB_REPORTS=$REPORTS/$module LVSH_LAB_MODULE=$module \
    scripts/lab test "$@" > >(sed -u "s/^/$module: /") 2>&1 </dev/null &
  labs+=("$!")
done
status=0
for lab in "${labs[@]}"; do
  wait "$lab" || status=$?
done
exit "$status"
