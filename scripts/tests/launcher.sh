#!/usr/bin/env bash
#
# Tests of scripts/lvsh. First its decisions, on a tiny checkout with a Maven and Javas that only
# pretend; then the real thing: this checkout's sources, built at first use with the JDK in
# JAVA_HOME, also by an ordinary user where root runs the tests.

set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd -P)
: "${JAVA_HOME:?must name a JDK 17 or newer}"
readonly REAL_JDK=$JAVA_HOME
readonly REAL_PATH=$PATH
readonly NOBODY=65534

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
trap 'exit 130' INT TERM
chmod 0755 -- "$scratch"
out=$scratch/out
err=$scratch/err

checks=0
failures=0

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

as_nobody() {
  setpriv --reuid="$NOBODY" --regid="$NOBODY" --clear-groups -- "$@"
}

# Waits up to ten seconds until the file holds the text.
wait_for_line() {
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    ! grep -q -F -- "$2" "$1" || return 0
    sleep 0.05
  done
  echo "no '$2' in $1" >&2
  return 1
}

said() {
  grep -q -F -- "$1" "$err"
}

silent() {
  [[ ! -s $err ]]
}

ended_with() {
  ((status == $1))
}

passed_to_java() {
  grep -q -x -F -e "$1" "$out"
}

not() {
  ! "$@"
}

# --- pretenders -----------------------------------------------------------------------------------

# A Java whose bin/java prints its process id and each argument in a line of its own; it makes the
# archive that it is asked for, unless the file "broken" is there.
make_java() {
  local home=$1 version=$2
  mkdir -p -- "$home/bin" "$home/lib"
  printf 'JAVA_VERSION="%s"\n' "$version" >"$home/release"
  : >"$home/lib/modules"
  : >"$home/bin/javac"
  cat >"$home/bin/java" <<'JAVA'
#!/bin/bash
home=$(dirname "$0")/..
for argument in "$@"; do
  case $argument in
    -XX:ArchiveClassesAtExit=* | -XX:AOTCache=*) made=${argument#*=} ;;&
    --train | -XX:AOTMode=*) training=true ;;
    -XX:AOTConfiguration=*) echo seen >"${argument#*=}" ;;
  esac
done
if [[ ${training-} ]]; then
  [[ ! -e $home/broken ]] || exit 3
  [[ -z ${made-} ]] || echo classes >"$made"
  exit 0
fi
echo "process $$"
printf '%s\n' "$@"
exit "${STATUS:-0}"
JAVA
  chmod +x -- "$home/bin/java" "$home/bin/javac"
}

# A Maven that "compiles" for as many seconds as the file "slow" says, and fails if "broken" is
# there. The jar of its library carries the version in the file "version".
make_maven() {
  mkdir -p -- "$scratch/maven"
  cat >"$scratch/maven/mvn" <<'MAVEN'
#!/bin/bash
control=$(dirname "$0")
echo "[INFO] Building pretended shell 0.1.0-SNAPSHOT                        [1/1]"
echo built >>"$control/builds"
mkdir -p shell/target/launch-build/lib/jni/any-Linux
[[ ! -e $control/slow ]] || sleep "$(<"$control/slow")"
if [[ -e $control/broken ]]; then
  echo "[ERROR] it does not compile"
  exit 1
fi
echo jar >shell/target/launch-build/shell-0.1.0-SNAPSHOT.jar
echo jar >"shell/target/launch-build/lib/library-$(<"$control/version").jar"
echo code >shell/target/launch-build/lib/jni/any-Linux/library.so
MAVEN
  chmod +x -- "$scratch/maven/mvn"
  echo 1 >"$scratch/maven/version"
}

# A checkout with the real launcher and nearly nothing else.
make_checkout() {
  local folder=$1
  mkdir -p -- "$folder"/{.mvn,scripts,shell/src/main/java}
  touch -- "$folder/pom.xml" "$folder/shell/pom.xml" "$folder/shell/src/main/java/Main.java"
  cp -- "$root/scripts/lvsh" "$folder/scripts/lvsh"
}

builds_made() {
  wc -l <"$scratch/maven/builds"
}

nothing_counts_as_built() {
  [[ -z $(find "$checkout/shell/target/launch" -mindepth 1 -maxdepth 1 -type d ! -name new) ]]
}

# --- decisions ------------------------------------------------------------------------------------

test_decisions() {
  checkout=$scratch/pretended
  lvsh=$checkout/scripts/lvsh
  make_java "$scratch/java17" 17.0.1
  make_java "$scratch/java25" 25
  make_java "$scratch/java11" 11.0.2
  make_maven
  make_checkout "$checkout"
  export JAVA_HOME=$scratch/java17 PATH=$scratch/maven:$PATH

  run env JAVA_HOME="$scratch/java11" "$lvsh"
  check "Java 11 is refused" ended_with 1
  check "… with its version and what is needed" said "is Java 11.0.2, and lvsh needs 17 or newer"
  run env JAVA_HOME="$scratch" "$lvsh"
  check "a JAVA_HOME without Java is refused" said "JAVA_HOME is $scratch, where there is no bin/java"

  local tools=$scratch/tools tool
  mkdir -- "$tools"
  for tool in bash env readlink find sort sha1sum stat head cut dirname; do
    ln -s -- "$(command -v "$tool")" "$tools/$tool"
  done
  run env --unset=JAVA_HOME PATH="$tools" "$lvsh"
  check "without Java the Debian package is named" said "apt-get install openjdk-17-jdk-headless"
  run env PATH="$tools" "$lvsh"
  check "without Maven the Debian package is named" said "apt-get install maven"
  rm -- "$JAVA_HOME/bin/javac"
  run "$lvsh"
  check "a Java without a compiler cannot build" said "has no compiler"
  touch -- "$JAVA_HOME/bin/javac" && chmod +x -- "$JAVA_HOME/bin/javac"

  touch -- "$scratch/maven/broken"
  run "$lvsh"
  check "a failed build ends with status 1" ended_with 1
  check "… shows the end of what Maven said" said "it does not compile"
  check "… and where the rest is" said "$checkout/shell/target/launch/build.log"
  check "… and does not count as built" nothing_counts_as_built
  rm -- "$scratch/maven/broken"

  echo 30 >"$scratch/maven/slow"
  : >"$err"
  setsid "$lvsh" >"$out" 2>"$err" &
  local builder=$!
  wait_for_line "$err" 'lvsh: [1/1]'
  kill -KILL -- "-$builder"
  wait "$builder" 2>/dev/null || true
  check "a killed build does not count as built" nothing_counts_as_built

  echo 1 >"$scratch/maven/slow"
  : >"$scratch/maven/builds"
  : >"$scratch/err1"
  "$lvsh" first >"$scratch/out1" 2>"$scratch/err1" &
  builder=$!
  wait_for_line "$scratch/err1" 'lvsh: [1/1]'
  run "$lvsh" second
  wait "$builder"
  check "of two starts at once one builds" [ "$(builds_made)" -eq 1 ]
  check "… and the other says that it waits" said "another start is building it; waiting"
  check "… and the builder starts" grep -q -x -e first "$scratch/out1"
  check "… and the waiter starts" passed_to_java second
  check "a build names the modules as they go" grep -q -x -F 'lvsh: [1/1] pretended shell' "$scratch/err1"
  check "the builder leaves standard output to lvsh" grep -q '^process' <(head -n 1 "$scratch/out1")
  rm -- "$scratch/maven/slow"

  run "$lvsh"
  check "a built checkout starts silently" silent
  check "… with no more building" [ "$(builds_made)" -eq 1 ]

  test_passing_through
  test_archives
  test_looking_quickly
  test_rebuilding
  if ((EUID == 0)); then
    test_ordinary_user
  fi
  export JAVA_HOME=$REAL_JDK PATH=$REAL_PATH
}

test_passing_through() {
  run "$lvsh" plan 'two words' '' '*' '"quoted"' --train-not
  check "arguments pass untouched" diff <(tail -n 6 "$out") \
    <(printf '%s\n' plan 'two words' '' '*' '"quoted"' --train-not)
  run env STATUS=64 "$lvsh"
  check "the exit status passes" ended_with 64
  "$lvsh" >"$out" 2>"$err" &
  local process=$!
  wait "$process"
  check "Java runs in the launcher's own process" passed_to_java "process $process"

  local library
  library=$(find "$checkout/shell/target/launch" -name library.so)
  check "Java finds the library of jnr-ffi unpacked" passed_to_java \
    "-Djffi.boot.library.path=${library%/any-Linux/library.so}"

  mkdir -p -- "$scratch/links/deep"
  ln -s -- "$lvsh" "$scratch/links/absolute"
  ln -s -- ../absolute "$scratch/links/deep/relative"
  ln -s -- deep/relative "$scratch/links/lvsh"
  run env -C / PATH="$scratch/links:$PATH" lvsh through-links
  check "it starts through a chain of links, from another folder" passed_to_java through-links
  run env -C "$checkout/scripts" ./lvsh here
  check "it starts by a relative name" passed_to_java here
}

archive_of() {
  find "$checkout/shell/target/launch" -name "archive-$1*" ! -name '*.seal' ! -name '*.log'
}

uses_archive() {
  grep -q -F -e "-XX:SharedArchiveFile=$checkout/" "$out"
}

test_archives() {
  local archive
  archive=$(archive_of 17.0.1)
  run "$lvsh"
  check "Java 17 starts with its archive" passed_to_java "-XX:SharedArchiveFile=$archive"
  run env JAVA_HOME="$scratch/java25" "$lvsh"
  check "another Java gets an archive of its own" said "preparing fast starts with Java 25"
  check "… of the kind that it can use" passed_to_java "-XX:AOTCache=$(archive_of 25)"
  run env JAVA_HOME="$scratch/java25" "$lvsh" --kernel live show services
  check "… and another one for a statement" passed_to_java \
    "-XX:AOTCache=$(archive_of 25 | grep statement)"
  run env JAVA_HOME="$scratch/java25" "$lvsh" --kernel=simulated show services
  check "… a third one for a statement on a simulated kernel" passed_to_java \
    "-XX:AOTCache=$(archive_of 25 | grep simulated)"
  run env JAVA_HOME="$scratch/java25" LVSH_KERNEL=simulated "$lvsh" show services
  check "… however that is said" passed_to_java "-XX:AOTCache=$(archive_of 25 | grep simulated)"
  run env JAVA_HOME="$scratch/java25" LVSH_KERNEL=simulated "$lvsh" --kernel live show services
  check "… if it is not said otherwise" passed_to_java \
    "-XX:AOTCache=$(archive_of 25 | grep statement)"
  run env JAVA_HOME="$scratch/java25" "$lvsh" --kernel simulated
  check "… and the first one again for the prompt" passed_to_java \
    "-XX:AOTCache=$(archive_of 25 | grep prompt)"
  check "… which needs no more preparing" silent

  run env JAVA_HOME="$scratch/java25" "$lvsh" --state saved show services
  check "… a state is one of a simulated kernel" passed_to_java \
    "-XX:AOTCache=$(archive_of 25 | grep simulated)"

  local damage
  for damage in 'truncate -s 1' 'truncate -s 0' 'cp /etc/passwd' 'chmod o+w' 'rm'; do
    $damage "$archive"
    run "$lvsh"
    check "an archive after '$damage' is made anew" said "preparing fast starts"
    check "… and used again" uses_archive
  done

  touch -- "$JAVA_HOME/broken"
  rm -- "$archive"
  run "$lvsh" without
  check "a training that fails does not break the start" passed_to_java without
  check "… which has no archive then" not uses_archive
  run "$lvsh"
  check "… and is not tried again at each start" silent
  rm -- "$JAVA_HOME/broken" "$archive.failed"

  mv -- "$checkout" "$checkout-moved"
  run "$checkout-moved/scripts/lvsh"
  check "a moved checkout needs no new build" not said building
  check "… but a new archive" said "preparing fast starts"
  mv -- "$checkout-moved" "$checkout"
}

# Reading all sources takes sha1sum, and here there is none that works.
without_reading() {
  run env PATH="$scratch/without-reading:$PATH" "$lvsh" "$@"
}

test_looking_quickly() {
  local source=$checkout/shell/src/main/java/Quick.java
  mkdir -- "$scratch/without-reading"
  printf '#!/bin/bash\nexit 1\n' >"$scratch/without-reading/sha1sum"
  chmod +x -- "$scratch/without-reading/sha1sum"
  echo one >"$source"
  run "$lvsh"
  # What has changed in the two seconds before counts as changed since.
  sleep 2.1
  run "$lvsh"
  without_reading quickly
  check "sources that have not changed are not read anew" passed_to_java quickly
  check "… and the archive is used" uses_archive
  echo two >"$source"
  touch -d '2 days ago' -- "$source"
  without_reading
  check "a source with an older date than the look is read" said "cannot read the sources"
  run "$lvsh"
  check "… and built" said "building, as the sources have changed"
  sleep 2.1
  run "$lvsh"
  archive_of 17.0.1 | xargs -d '\n' rm --
  echo three >"$source"
  run "$lvsh"
  check "… also where there is no archive" said "building, as the sources have changed"
  sleep 2.1
  run "$lvsh"
  mv -- "$source" "$checkout/shell/src/main/java/Renamed.java"
  without_reading
  check "the sources are read when one has another name" said "cannot read the sources"
  rm -- "$checkout/shell/src/main/java/Renamed.java"
  run "$lvsh"
  sleep 2.1
  chmod u+w -- "$checkout/pom.xml"
  rm -f -- "$checkout"/shell/target/launch/looked.*
  # shellcheck disable=SC2016 # For the inner shell.
  run bash -c 'set -o pipefail; (trap "" XFSZ; ulimit -f 0; exec "$0" full) | cat' "$lvsh"
  check "a disk without room is no reason not to start what is built" passed_to_java full
  check "… and nothing is left of what did not fit" \
    [ -z "$(find "$checkout/shell/target/launch" -maxdepth 1 -name 'looked.*')" ]
}

test_rebuilding() {
  echo 2 >"$scratch/maven/version"
  echo changed >"$checkout/shell/src/main/java/Main.java"
  run "$lvsh"
  check "a changed source is built" said "building, as the sources have changed"
  check "… with the new library on the class path" grep -q library-2.jar "$out"
  check "… and without the old one" not grep -q library-1.jar "$out"
  touch -- "$checkout/shell/src/main/java/.Main.java.swp"
  run "$lvsh"
  check "an editor's swap file is no source" silent
  rm -- "$checkout/shell/src/main/java/Main.java"
  run "$lvsh"
  check "a removed source is built, too" said "building, as the sources have changed"

  local version
  for version in 3 4 5; do
    echo "a change number $version$version$version" >>"$checkout/shell/src/main/java/Main.java"
    run "$lvsh"
  done
  check "a few builds are kept for the shells that still run" \
    [ "$(find "$checkout/shell/target/launch" -mindepth 1 -maxdepth 1 -type d | wc -l)" -eq 3 ]
}

# Root runs the tests; the checkout is root's.
test_ordinary_user() {
  run as_nobody "$lvsh" hello
  check "an ordinary user starts what root has built" passed_to_java hello
  check "… with root's archive" uses_archive

  touch -- "$checkout/shell/src/main/java/Another.java"
  run as_nobody "$lvsh" hello
  check "who may not build starts the older build" passed_to_java hello
  check "… and is told so" said "starting the older build"
  rm -r -- "$checkout/shell/target"
  run as_nobody "$lvsh"
  check "who may not make the first build is told who can" said "let root start $lvsh once"
  check "… with status 1" ended_with 1

  chown -R "$NOBODY:$NOBODY" -- "$checkout"
  run as_nobody "$lvsh"
  check "an ordinary user builds a checkout of his own" uses_archive
  run "$lvsh"
  check "root does not load the archive of another user" said "preparing fast starts"
  check "… but makes one" [ "$(stat -c %U -- "$(archive_of 17.0.1)")" = root ]
  run as_nobody "$lvsh"
  check "… that serves the other user, too" uses_archive
}

# --- the real thing -------------------------------------------------------------------------------

copy_sources() {
  mkdir -p -- "$1"
  tar -C "$root" --exclude=target --exclude=.git -c . | tar -C "$1" -x --no-same-owner
}

# Maven gets a home of its own, so that nothing lands in the user's; what the user's repository has
# is copied from there and not fetched again.
make_maven_home() {
  local repository=$HOME/.m2/repository
  maven_home=$scratch/home
  mkdir -p -- "$maven_home/.m2"
  if [[ -d $repository/org/antlr ]]; then
    cat >"$maven_home/.m2/settings.xml" <<SETTINGS
<settings>
  <offline>false</offline>
  <mirrors>
    <mirror><id>here</id><mirrorOf>*</mirrorOf><url>file://$repository</url></mirror>
  </mirrors>
</settings>
SETTINGS
  fi
}

show_services() {
  run "$@" --kernel simulated --state "$scratch/state" show services
}

test_real() {
  local folder="$scratch/a path with blanks/lvsh"
  local builder first=0 archive maven_home
  copy_sources "$folder"
  make_maven_home
  export HOME=$maven_home MAVEN_OPTS="-Duser.home=$maven_home"
  lvsh=$folder/scripts/lvsh

  (
    show_services "$lvsh"
    exit "$status"
  ) &
  builder=$!
  out=$out.second err=$err.second
  show_services "$lvsh"
  wait "$builder" || first=$?
  check "the first use builds, in a path with blanks" ended_with 0
  check "… also when two start at once" [ "$first" -eq 0 ]
  check "… and both show the same" diff -- "${out%.second}" "$out"
  check "… and one of them built" \
    [ "$(cat -- "${err%.second}" "$err" | grep -c -F 'building for the first use')" -eq 1 ]

  show_services "$lvsh"
  check "the next start is silent" silent
  cp -- "$out" "$scratch/shown"
  archive=$(find "$folder/shell/target/launch" -name 'archive-*' ! -name '*.seal' ! -name '*.log')
  check "the training has made an archive" [ -s "$archive" ]
  truncate -s 1000000 -- "$archive"
  show_services "$lvsh"
  check "it starts with an archive cut short" diff -- "$scratch/shown" "$out"
  dd if=/dev/urandom of="$archive" bs=1M seek=1 count=1 conv=notrunc status=none
  show_services "$lvsh"
  check "it starts with an archive overwritten" diff -- "$scratch/shown" "$out"

  run "$lvsh" --kernel simulated --state "$scratch/state" plan "$folder/scripts/examples/shop.lvs"
  check "a plan with changes ends with status 2" ended_with 2
  run "$lvsh" --no-such-option
  check "wrong usage ends with status 64" ended_with 64

  if ((EUID == 0)); then
    test_real_ordinary_user
  fi
}

# With the files that Maven has just fetched for the build above, and no network.
test_real_ordinary_user() {
  local folder=$scratch/ordinary/lvsh
  copy_sources "$folder"
  [[ ! -e $HOME/.m2/settings.xml ]] ||
    sed -i 's|<offline>false|<offline>true|' -- "$HOME/.m2/settings.xml"
  rm -rf -- "$scratch/state"
  chmod 1777 -- "$scratch"
  chown -R "$NOBODY:$NOBODY" -- "$scratch/ordinary" "$HOME"
  show_services as_nobody "$folder/scripts/lvsh"
  check "an ordinary user builds and starts" diff -- "$scratch/shown" "$out"
}

test_decisions
test_real
printf '%d checks, %d failed\n' "$checks" "$failures"
((failures == 0))
