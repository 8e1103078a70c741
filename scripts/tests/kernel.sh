#!/usr/bin/env bash
#
# Runs the tests of the kernel in two labs at once: one lab alone keeps little more than one processor
# busy. The arguments are those of scripts/lab test; the reports go to a folder for each lab. The exit
# status is 0 if both labs ended with 0.

set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
cd -- "$root"
readonly REPORTS=${LVSH_LAB_REPORTS:-$root/target/lab-reports}

# The classes of the first lab; all others are tested in the second. It is about half of the time.
readonly FIRST='org\.lvsh\.kernel\..*|.*\.(KernelSettings|WholeLanguage|Impact'\
'|IpvsadmTable|Exchange|SimulatedTraffic|Trace|(Parting|Protocols|Own|Sticky)Packets|TwoAtOnce)LabTest'

labs=()

# shellcheck disable=SC2317 # The trap calls it.
end_labs() {
  trap '' INT TERM
  ((${#labs[@]} == 0)) || kill -TERM "${labs[@]}" 2>/dev/null || true
  wait || true
  exit 130
}
trap end_labs INT TERM

# start_lab NAME ARGUMENT...
start_lab() {
  LVSH_LAB_REPORTS=$REPORTS/$1 scripts/lab test "${@:2}" \
    > >(sed -u "s/^/$1: /") 2>&1 </dev/null &
  labs+=("$!")
}

# Two emulated processors that share a real one wait for each other: a program that needs 0.1 s on
# one alone has needed 0.2 to 0.6 s.
export LVSH_LAB_CPUS=${LVSH_LAB_CPUS:-1}
# Once for both.
scripts/lvsh --version >/dev/null
start_lab first --include-classname="$FIRST" "$@"
# An emulated machine that boots while another does has lost its timer once, and stood still.
sleep 15
start_lab second --include-classname='.*' --exclude-classname="$FIRST" "$@"
status=0
for lab in "${labs[@]}"; do
  wait "$lab" || status=$?
done
exit "$status"
