#!/usr/bin/env bash
#
# The jars that one Java has built do the same on another: second-java.sh JDK OTHER_JDK

set -euo pipefail

readonly BUILDER=$1 OTHER=$2
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# lvsh_on JDK ARGUMENT...; each Java has a simulated kernel of its own.
lvsh_on() {
  local jdk=$1
  shift
  JAVA_HOME=$jdk "$root/scripts/lvsh" --kernel simulated --state "$scratch/state${jdk//\//-}" "$@"
}

# The first start with a Java may say that it prepares; later ones have no reason to say anything.
lvsh_on "$BUILDER" show services >/dev/null
lvsh_on "$OTHER" show services >/dev/null

for jdk in "$BUILDER" "$OTHER"; do
  echo "$jdk: apply, plan, show"
  said=$scratch/said${jdk//\//-}
  {
    lvsh_on "$jdk" --yes apply "$root/scripts/examples/shop.lvs" &&
      lvsh_on "$jdk" plan "$root/scripts/examples/shop.lvs" &&
      lvsh_on "$jdk" show services as ipvsadm >"$said.services"
  } >"$said.out" 2>"$said.err" || {
    echo "failed with status $?:"
    cat -- "$said.out" "$said.err"
    exit 1
  }
  if [[ -s $said.err ]]; then
    echo "wrote to standard error:"
    cat -- "$said.err"
    exit 1
  fi
  [[ -s $said.services ]] || {
    echo "shows no services"
    exit 1
  }
done

diff -- "$scratch/said${BUILDER//\//-}.services" "$scratch/said${OTHER//\//-}.services"
echo "the same on both"
