#!/usr/bin/env bash
#
# Tests of scripts/lab: what it promises about commands, times and interrupts, what its kernel can
# do, and that its network behaves. A dozen starts of the lab: some three minutes on an emulated
# processor. The first run on a machine also fetches what the lab needs.

set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
readonly LAB=$root/scripts/lab
readonly NOBODY=65534

scratch=$(mktemp -d)
chmod 0755 -- "$scratch"
mkdir -m 1777 -- "$scratch/temporary"
# Whatever a lab leaves behind is found by this folder's name.
export TMPDIR=$scratch/temporary
export LVSH_LAB_REPORTS=$scratch/reports
out=$scratch/out
err=$scratch/err
lab=
checks=0
failures=0

# shellcheck disable=SC2317 # The trap calls it.
clean_up() {
  trap '' INT TERM
  [[ -z $lab ]] || kill -TERM "$lab" 2>/dev/null || true
  wait
  rm -rf -- "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# check SENTENCE COMMAND...: the sentence holds if the command succeeds.
check() {
  local sentence=$1
  shift
  checks=$((checks + 1))
  if "$@"; then
    printf 'ok      %s\n' "$sentence"
  else
    failures=$((failures + 1))
    printf 'FAILED  %s\n' "$sentence"
    printf '        not so: %s\n' "$*"
    sed 's/^/        out: /' "$out" | tail -n 40
    sed 's/^/        err: /' "$err" | tail -n 40
  fi
}

# Runs a command with its output in $out and $err, and sets status.
run() {
  status=0
  "$@" >"$out" 2>"$err" </dev/null || status=$?
}

run_with_input() {
  status=0
  "$@" >"$out" 2>"$err" || status=$?
}

# Starts a lab that can be interrupted and waits, a minute at most, until its command says "ready".
start_lab() {
  local tries
  : >"$out"
  env --default-signal=INT "$LAB" "$@" >"$out" 2>"$err" </dev/null &
  lab=$!
  for ((tries = 0; tries < 600; tries++)); do
    ! grep -q -x ready "$out" || return 0
    sleep 0.1
  done
}

# Ends it with a signal and sets status.
end_lab() {
  status=0
  kill -s "$1" "$lab"
  wait "$lab" 2>/dev/null || status=$?
  lab=
}

ended_with() {
  ((status == $1))
}

printed() {
  [[ $(<"$out") == "$1" ]]
}

printed_line() {
  grep -q -x -e "$1" "$out"
}

said() {
  grep -q -F -e "$1" "$err"
}

silent() {
  [[ ! -s $err ]]
}

# True, within five seconds, when no process has our folder among its arguments.
no_machine_left() {
  local tries
  for ((tries = 0; tries < 50; tries++)); do
    pgrep -f -- "$TMPDIR/lvsh-lab" >/dev/null || return 0
    sleep 0.1
  done
  return 1
}

no_folder_left() {
  [[ -z $(ls -A "$TMPDIR") ]]
}

# --- commands -------------------------------------------------------------------------------------

test_commands() {
  run "$LAB" true
  check "true succeeds" ended_with 0
  check "a command that says nothing is silent" silent
  run "$LAB" false
  check "false fails with its status" ended_with 1

  # shellcheck disable=SC2016 # For the lab's shell.
  run "$LAB" bash -c 'pwd; echo "$1"; echo problem >&2; echo mine >out-of-the-lab; exit 42' \
    bash "two  words * \"'"
  check "a status is passed on" ended_with 42
  check "arguments arrive as they are, in the folder of the checkout" \
    printed "$root"$'\n'"two  words * \"'"
  check "standard error is kept apart" said problem
  check "what a command writes is gone when it ends" test ! -e "$root/out-of-the-lab"

  status=0
  printf 'first\nlast' | "$LAB" cat >"$out" 2>"$err" || status=$?
  check "standard input arrives to its end" printed $'first\nlast'
  run "$LAB" bash -c 'seq 1 200000'
  seq 1 200000 >"$scratch/expected"
  check "long output arrives whole" cmp -s "$out" "$scratch/expected"

  run "$LAB" bash -c 'mkdir /run/lab/share/reports/a && echo report >/run/lab/share/reports/a/b'
  check "reports are handed out" grep -q report "$scratch/reports/a/b"
  run "$LAB" there-is-no-such-command
  check "a command that is not there is 127" ended_with 127
}

test_two_at_once() {
  local first=0 second=0
  "$LAB" bash -c 'ip link add only type dummy; sleep 3; ls /sys/class/net; exit 3' \
    >"$out" 2>"$err" </dev/null &
  lab=$!
  "$LAB" bash -c 'ip link add other type dummy; sleep 3; ls /sys/class/net; exit 4' \
    >"$scratch/out2" 2>&1 </dev/null || second=$?
  wait "$lab" || first=$?
  lab=
  check "two labs at once both end with their own status" test "$first $second" == "3 4"
  check "and see nothing of each other" printed $'lo\nonly'
}

# A QEMU whose first machine does nothing for ever.
write_stalling_machine() {
  local real
  real=$(command -v qemu-system-x86_64)
  mkdir -p -- "$scratch/bin"
  cat >"$scratch/bin/qemu-system-x86_64" <<END
#!/bin/bash
if [[ " \$* " == *" lvsh-lab "* && ! -e "$scratch/stalled" ]]; then
  : >"$scratch/stalled"
  exec sleep 1000
fi
exec "$real" "\$@"
END
  chmod +x -- "$scratch/bin/qemu-system-x86_64"
}

test_ends() {
  LVSH_LAB_SECONDS=4 run "$LAB" sleep 100
  check "time that is up is 124" ended_with 124
  check "and says so" said "not finished in 4 seconds"

  write_stalling_machine
  printf 'input' | LVSH_LAB_BOOT=15 PATH=$scratch/bin:$PATH run_with_input "$LAB" cat
  check "a machine that does not come up is started again" said "starting it again"
  check "and then has its input" printed input

  start_lab bash -c 'echo ready; sleep 100'
  end_lab INT
  check "an interrupt is 130" ended_with 130
  check "an interrupt leaves no machine" no_machine_left
  check "an interrupt leaves no folder" no_folder_left

  start_lab bash -c 'echo ready; sleep 100'
  end_lab KILL
  check "even a lab that is killed leaves no machine" no_machine_left
  rm -rf -- "${TMPDIR:?}"/lvsh-lab.*

  run bash -c '"$0" yes | head -n 1' "$LAB"
  check "a reader that leaves ends the lab" no_machine_left
  check "having read what it wanted" printed y
}

test_usage() {
  LVSH_LAB_CPUS=0 run "$LAB" true
  check "no processors are wrong usage" ended_with 64
  LVSH_LAB_SECONDS=soon run "$LAB" true
  check "a time without a number is wrong usage" ended_with 64
  run "$LAB" --no-such-option
  check "an unknown option is wrong usage" ended_with 64
  run "$LAB" -t bash
  check "-t without a terminal is wrong usage" ended_with 64
}

# Where the machine cannot be emulated and the user may not install, the packages are named.
test_incomplete() {
  local user=() folder
  mkdir -- "$scratch/programs"
  # The same names may be in several: one is often a link to another.
  for folder in /usr/sbin /usr/bin /sbin /bin; do
    ln -sf -t "$scratch/programs" -- "$folder"/*
  done
  rm -f -- "$scratch/programs/qemu-system-x86_64"
  if ((EUID == 0)); then
    user=(setpriv --reuid="$NOBODY" --regid="$NOBODY" --clear-groups --)
  fi
  mkdir -m 0777 -- "$scratch/cache"
  run "${user[@]}" env PATH="$scratch/programs" XDG_CACHE_HOME="$scratch/cache" "$LAB" true
  check "what is missing is incomplete" ended_with 69
  check "and said so" said incomplete
  check "with the packages' names" said "qemu-system-x86 kmod"
}

# --- the kernel -----------------------------------------------------------------------------------

# All that Debian's kernel is built with: it leaves out "twos".
readonly SCHEDULERS=(rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh)

# In the lab: prints "ok NAME" or "failed NAME" for each thing it tries, and problems to the error.
# shellcheck disable=SC2317
kernel_trial() {
  local scheduler
  try() {
    local name=$1
    shift
    if "$@" >&2; then echo "ok $name"; else echo "failed $name"; fi
  }
  filter_and_track() {
    ip netns exec apart nft add table inet t
    ip netns exec apart nft add chain inet t in '{ type filter hook input priority 0; }'
    ip netns exec apart nft add rule inet t in ct state new counter meta mark set 7
    ip netns exec apart ip link set lo up
    ip netns exec apart bash -c 'echo datagram >/dev/udp/127.0.0.1/9'
    ip netns exec apart conntrack -L | grep -w dport=9
  }
  try "ipvsadm -Ln" ipvsadm -Ln
  for scheduler in "$@"; do
    try "scheduler $scheduler" ipvsadm -A -t "192.0.2.1:$((++port))" -s "$scheduler"
  done
  try "netns" ip netns add apart
  try "veth" ip link add here type veth peer name there netns apart
  try "nft and conntrack" filter_and_track
  for program in ip{,6}tables-{nft,legacy}; do
    try "$program" "$program" -t mangle -A PREROUTING -p tcp --dport 80 -j MARK --set-mark 10
  done
  for program in ip{,6}tables{,-save,-restore}; do
    try "$program" "$program" --version
  done
}

test_kernel() {
  local name
  run "$LAB" bash -c "$(declare -f kernel_trial); port=0; kernel_trial \"\$@\"" bash \
    "${SCHEDULERS[@]}"
  for name in "ipvsadm -Ln" "${SCHEDULERS[@]/#/scheduler }" netns veth "nft and conntrack" \
    ip{,6}tables{-nft,-legacy,,-save,-restore}; do
    check "the kernel has it: $name" printed_line "ok $name"
  done
}

# --- the network ----------------------------------------------------------------------------------

# In the lab: the same visits with both ways of forwarding and both families.
# shellcheck disable=SC2317
network_trial() {
  local vip forwarding
  scripts/lab.d/topology
  for vip in 192.168.0.1 '[fd00::1]'; do
    for forwarding in -g -m; do
      ipvsadm -C
      ipvsadm -A -t "$vip:0" -s rr -p 600
      if [[ $vip == *:* ]]; then
        ipvsadm -a -t "$vip:0" -r "[fd00:1::2]:0" "$forwarding"
        ipvsadm -a -t "$vip:0" -r "[fd00:1::3]:0" "$forwarding"
      else
        ipvsadm -a -t "$vip:0" -r "192.168.1.2:0" "$forwarding"
        ipvsadm -a -t "$vip:0" -r "192.168.1.3:0" "$forwarding"
      fi
      scripts/lab.d/visit 1-4 "http://$vip" "https://$vip" "ssh://$vip" | sed "s/^/$forwarding /"
    done
  done
}

# True if in each set of visits each client stayed on one server, and both servers had clients.
clients_stay() {
  awk '
    { set = $1 ($2 ~ /:/ ? "v6" : "v4"); visits++ }
    !((set, $2) in server) { server[set, $2] = $4; if (!((set, $4) in seen)) used++; seen[set, $4] }
    server[set, $2] != $4 { parted++ }
    END { exit !(visits == 48 && parted == 0 && used == 8) }' "$out"
}

test_network() {
  run "$LAB" bash -c "set -e; $(declare -f network_trial); network_trial"
  check "all visits are answered, forwarded directly and masqueraded, IPv4 and IPv6" ended_with 0
  check "sticky clients stay on one server, and both servers have some" clients_stay
}

test_usage
test_incomplete
test_commands
test_two_at_once
test_ends
test_kernel
test_network

printf '%d checks, %d failed\n' "$checks" "$failures"
((failures == 0))
