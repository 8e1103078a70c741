package org.lvsh.shell.exchange.script;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.NotCarried;

/** Scripts, and the commands that a shell would give for them. */
class ScriptReaderTest {
  /** Takes the commands of a program called {@code lb}; those with {@code list} change nothing. */
  private static final class Taken implements Programs {
    private final List<String> commands = new ArrayList<>();

    @Override
    public boolean heeds(String program) {
      return program.equals("lb");
    }

    @Override
    public boolean changes(String program, List<String> arguments) {
      return !arguments.contains("list");
    }

    @Override
    public void take(ShellCommand command) {
      String words = command.arguments().stream().map(Word::text).collect(Collectors.joining("|"));
      commands.add(words + command.input().map(input -> " < " + input.text()).orElse(""));
    }

    @Override
    public boolean changesFile(String path) {
      return path.startsWith("/proc/known");
    }

    @Override
    public boolean takeOutput(ShellCommand command) {
      String file = command.outputs().get(command.outputs().size() - 1).text();
      boolean known = command.program().equals("echo") && changesFile(file);
      if (known) {
        commands.add(command.arguments() + " > " + file);
      }
      return known;
    }
  }

  private final Findings findings = new Findings();

  private List<String> commands(String text) {
    Taken taken = new Taken();
    ScriptReader.read(Source.file("lvs.sh", text), taken, findings);
    return taken.commands;
  }

  private List<String> errors(String text) {
    commands(text);
    return findings.errors().stream()
        .map(one -> one.code() + " " + one.span().line() + " " + one.span().text())
        .toList();
  }

  private void gives(String text, String... commands) {
    assertEquals(List.of(commands), commands(text));
    assertEquals(List.of(), findings.errors());
  }

  @Test
  void wordsAreThoseOfQuotesVariablesAndContinuedLines() {
    gives(
        """
        VIP=10.0.0.1; PORT='80'
        lb add "$VIP:$PORT" ${VIP}:${PORT} \\
          'a b' a\\ b "x \\"y\\" $PORT" # not this
        sudo -n /sbin/lb \tlast;lb end
        """,
        "add|10.0.0.1:80|10.0.0.1:80|a b|a b|x \"y\" 80",
        "last",
        "end");
  }

  @Test
  void whereTheWordsOfABlockGoAndWhatOthersLookAtChangesNothing() {
    gives(
        """
        for p in 1 2; do lb $p; done >> /var/log/ipvsadm 2>&1
        ( lb 3 ) > /etc/sysconfig/ipvsadm
        N=$(awk 'END { print NR }' /etc/sysconfig/ipvsadm)
        SUM=`md5sum /sbin/ipvsadm`
        F=$(find /sbin -name ipvsadm)
        DATE=$(which date)
        LOG=/var/log/lvs-$($DATE +%F).log
        lb 4
        """,
        "1", "2", "3", "4");
    assertEquals(1, errors("A=$(find /etc -name lvs -exec ipvsadm -C \\;)\nlb 5\n").size());
  }

  @Test
  void whatIsNotQuotedFallsApart() {
    gives(
        "A='1 2'\nlb $A \"$A\" x$A\nB=(3 4)\nlb ${B[@]} ${B[1]} ${#B[@]} ${!B[*]} $B\n",
        "1|2|1 2|x1|2",
        "3|4|4|2|0|1|3");
  }

  @Test
  void bracesAndFallbacksAreThoseOfBash() {
    gives("lb 10.0.0.{1..3} {a,b}c ${X:-y} ${X:-}\n", "10.0.0.1|10.0.0.2|10.0.0.3|ac|bc|y");
  }

  @Test
  void whatStandsForAVariableIsForWhereItIsNotSetOrEmpty() {
    gives(
        """
        E= S=s
        lb "${E-a}" "${E:-a}" "${U-a}" "${S-a}" "${S:-a}"
        lb "${E+a}" "${E:+a}" "${U+a}" "${S+a}" "${S:+a}"
        lb ${E-a} ${E:+a} ${S:+} end
        lb ${U:-"a b"} ${U:-a b} "${U:-a b}" "${U:-"a b"}" ${U:-'a b'} ${U:-a\\ b} "${U:-'a'}"
        lb ${U:-$S} ${U:-${E:-"$S $S"}} ${U:-<none>} ${U:-x${S}y} ${U:-""}
        A=(x); lb ${A[1]:-y} ${A[0]:-y} ${A[@]:-y} ${B[@]:-z}
        f() { lb ${1:-none} ${2-two}; }
        f; f ""; f 1
        """,
        "|a|a|s|s",
        "a|||a|a",
        "end",
        "a b|a|b|a b|a b|a b|a b|'a'",
        "s|s s|<none>|xsy|",
        "y|x|x|z",
        "none|two",
        "none|two",
        "1|two");
  }

  @Test
  void aVariableIsSetWhereItHasNoValue() {
    gives(
        """
        : ${VIP:=10.0.0.1}
        P=
        : "${P:="-p 600"}" ${Q:=} ${R=$VIP:80} ${VIP:=x}
        lb $VIP $P $R "$Q"
        lb ${N:=5} $N
        X=${Y:=y}$Y; lb $X
        ( : ${Z:=z}; lb $Z ); lb ${Z:-none}
        false && : ${W:=w}; lb ${W:-none}
        """,
        "10.0.0.1|-p|600|10.0.0.1:80|",
        "5|5",
        "yy",
        "z",
        "none",
        "none");
  }

  @Test
  void aDeclarationMayStandInQuotes() {
    gives(
        """
        VIP=1
        export "VIP=10.0.0.9"; lb $VIP
        f() { local "VIP=$1" 'X=a b'; lb $VIP "$X"; }
        f 2
        lb $VIP
        """,
        "10.0.0.9",
        "2|a b",
        "10.0.0.9");
  }

  @Test
  void loopsOverWordsAndNumbersAreFollowed() {
    gives(
        """
        R="1 2"
        for r in $R "3 4"; do
          for q in a; do lb $r $q; done
        done
        S=(x y)
        for ((i=0; i<${#S[*]}; i++)); do lb ${S[$i]}; done
        for ((i=1;i<=2;++i))
        { lb $i
        }
        """,
        "1|a",
        "2|a",
        "3|4|a",
        "x",
        "y",
        "1",
        "2");
  }

  @Test
  void functionsHaveTheirParameters() {
    gives(
        """
        add() { local vip=$1; lb add $vip "$@" $#; return; lb never; }
        function twice
        {
          add $1 b; add $1
        }
        twice a
        lb out
        """,
        "add|a|a|b|2",
        "add|a|a|1",
        "out");
  }

  @Test
  void aScriptIsReadAsIfItWereCalledWithStart() {
    gives(
        """
        case "$1" in
          start|up) lb up ;;
          stop) lb down
            ;;
          *) echo usage; exit 1
        esac
        if [ "$1" = stop ]; then lb no; elif [ $# -ge 1 ]; then lb yes; else lb no; fi
        exit 0
        lb never
        """,
        "up",
        "yes");
    List<String> left =
        findings.notCarried().stream()
            .map(part -> part.where().line() + " " + part.text() + ": " + part.why())
            .toList();
    assertEquals(
        List.of(
            "3 stop) lb down: only what it does for 'start' is read",
            "7 lb no: its condition does not hold",
            "7 lb no: its condition does not hold"),
        left);
  }

  @Test
  void anotherWordIsTakenWhereThereIsNoStart() {
    gives("case $1 in\nadd) lb add;;\ndel) lb del;;\nesac\n", "add");
    assertEquals(
        "the script is read as if it were called with 'add'", findings.remarks().get(0).text());
  }

  @Test
  void theGuessAtWhatAScriptIsCalledWithCountsInConditionsAlone() {
    gives(
        """
        SCHED=${1:-rr}; lb $SCHED ${1:-rr} "${1:-}" ${2:-two}
        ACTION=$1
        case $ACTION in start) lb a;; esac
        act() { local what=$1; [ "x$what" = xstart ] && lb act ${1:-none}; }
        act "$1"; act $1; act "$@"; act ${1:-stop}
        [ $# -eq 1 ] && lb count
        for word in "$@"; do [[ $word == start ]] && lb word; done
        : ${1:?usage}
        lb ${ACTION:-none}
        : ${ACTION:=stop}; [ $ACTION = start ] && lb $ACTION
        f() { lb ${1:-none}; }; f $ACTION
        start() { lb function ${1:-none}; }
        "$@"
        $1 80
        """,
        "rr|rr||two",
        "a",
        "act|none",
        "act|none",
        "act|none",
        "act|stop",
        "count",
        "word",
        "none",
        "stop",
        "stop",
        "function|none",
        "function|80");
    assertEquals(
        "the script is read as if it were called with 'start'", findings.remarks().get(0).text());
  }

  @Test
  void theGuessIsNotToldWhereItDecidesNothing() {
    gives(
        "SCHED=${1:-rr}; lb $SCHED; ping $1; set -- x; case $1 in x) lb x;; start) ;; esac\n",
        "rr",
        "x");
    assertEquals(List.of(), findings.remarks());
  }

  @Test
  void bracketsInAPatternAreAChoiceOfLetters() {
    gives(
        """
        add() {
          case "$1" in
            ''|*[!0-9]*) echo bad; return 1;;
          esac
          lb $1
        }
        add 80; add x; add ""; add 443
        for r in 1.2 1.3 x; do
          case $r in [!0-9]*|*[!0-9.]*) continue;; esac
          lb $r
        done
        case 5 in [[:alpha:]]*) lb alpha;; [[:digit:]]*) lb digit;; esac
        P='[!a]'
        case b in "$P") lb quoted;; "*") lb star;; $P) lb pattern;; esac
        """,
        "80",
        "443",
        "1.2",
        "1.3",
        "digit",
        "pattern");
  }

  @Test
  void aCaretInBracketsIsKnownWhereTheShellIsOneThatTurnsThemRound() {
    String script = "case 3 in [^2]) lb other;; *) lb two;; esac\n";
    gives("#!/bin/bash\n" + script, "other");
    assertEquals(List.of("unknown-condition 2 3"), errors("#!/bin/sh\n" + script));
  }

  @Test
  void whatFollowsAnAndAnOrIsKnownWhereTheFirstIs() {
    gives(
        """
        lb one && lb two || lb three
        [ a = b ] || lb four
        [ -z "" ] && [[ "$1" == st* ]] && lb five
        ! false && lb six
        false && lb seven
        """,
        "one",
        "two",
        "four",
        "five",
        "six");
    assertEquals(
        List.of(
            "lb three: is done only where the command before it fails",
            "lb seven: is done only where the command before it succeeds"),
        findings.notCarried().stream().map(one -> one.text() + ": " + one.why()).toList());
  }

  @Test
  void doubleBracketsHaveRulesOfTheirOwn() {
    gives(
        """
        E=; A='a b'; P='a*'; VIP=10.0.0.1
        [[ -n $E ]] && lb n1
        [ -n $E ] && lb n2
        [[ -z $E ]] && lb n3
        [[ $E == "" ]] && lb n4
        [[ $A = a\\ b ]] && lb n5
        [[ $VIP == 10.* ]] && lb p1
        [[ $VIP == "10.*" ]] && lb p2
        [[ $VIP != "10.*" ]] && lb p3
        [ $VIP = "10.*" ] && lb p4
        [ "$VIP" == '10.*' ] && lb p5
        [[ $A == $P ]] && lb p6
        [[ $A == "$P" ]] && lb p7
        [[ ! $E ]] && lb not
        [ ! = x ] || lb mark
        [ ! ] && lb word
        """,
        "n2",
        "n3",
        "n4",
        "n5",
        "p1",
        "p3",
        "p6",
        "not",
        "mark",
        "word");
  }

  @Test
  void documentsAndPipesAreWhatACommandReads() {
    gives(
        """
        V=1
        lb restore <<EOF
        -A $V
        EOF
        lb restore <<-'EOF'
        \t-A $V
        \tEOF
        echo -e "a\\nb $V" | lb restore
        cat <<EOF | lb restore
        c
        EOF
        lb restore <<< "$V"
        """,
        "restore < -A 1\n",
        "restore < \t-A $V\n",
        "restore < a\nb 1\n",
        "restore < c\n",
        "restore < 1");
  }

  @Test
  void whatSaysNothingOfTheDirectorIsToldWithItsLine() {
    gives(
        """
        . /etc/init.d/functions
        modprobe ip_vs
        ifconfig eth0:0 10.0.0.1 up
        if grep -q x /proc/y; then touch z; fi
        echo hello
        lb $(date) list
        echo 1 > /proc/sys/net/ipv4/ip_forward
        """);
    List<String> left =
        findings.notCarried().stream().map(part -> part.where().line() + " " + part.why()).toList();
    assertEquals(
        List.of(
            "1 functions of the system are read here, which say nothing of the director",
            "2 lvsh loads what it needs by itself",
            "3 addresses and routes are not lvsh's: they stay with the system",
            "4 says nothing of the director that lvsh could read",
            "4 nothing in it changes the director's table",
            "6 only a shell can find out what $(date) gives",
            "7 what goes into files stays with the system"),
        left);
    assertTrue(findings.remarks().get(0).text().contains("only say or wait"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          lb add $VIP                               ! unknown-value 1 $VIP
          read VIP; lb add $VIP                     ! unknown-value 1 $VIP
          VIP=$(hostname -i); lb add $VIP:80        ! unknown-value 1 $VIP:80
          lb add `hostname`                         ! unknown-value 1 `hostname`
          lb add ${VIP%/*}                          ! unknown-value 1 ${VIP%/*}
          lb add $1                                 ! unknown-value 1 $1
          lb add "x$1"                              ! unknown-value 1 "x$1"
          lb add $#                                 ! unknown-value 1 $#
          A=$1; lb add $A                           ! unknown-value 1 $A
          A="x $1"; lb add ${A:-y}                  ! unknown-value 1 ${A:-y}
          f() { lb add ${1:-y}; }; f "x $1"         ! unknown-value 1 ${1:-y}
          for x in "$@"; do lb add ${x:-y}; done    ! unknown-value 1 ${x:-y}
          for x in "$@"; do lb add $x; done         ! unknown-value 1 $x
          "$1" add                                  ! unknown-value 1 "$1"
          for x in $(seq 3); do lb add $x; done     ! unknown-value 1 $(seq 3)
          f() { lb $1; }; f                         ! unknown-value 1 $1
          if ping -c1 x; then lb add; fi            ! unknown-condition 1 ping -c1 x
          grep -q x y && lb add                     ! unknown-condition 1 grep -q x y
          while true; do lb add; done               ! unknown-condition 1 true
          until lb add; do sleep 1; done            ! unknown-condition 1 lb add
          select x in a b; do lb $x; done           ! unknown-condition 1 select x in a b; do lb $x; done
          for ((;;)); do lb x; done                 ! unknown-condition 1 for ((;;)); do lb x; done
          case $(uname) in L) lb x;; esac           ! unknown-condition 1 $(uname)
          f() { f; }; f                             ! bad-script 1 f
          lb restore < rules.save                   ! reads-a-file 1 lb restore < rules.save
          lb add "x                                 ! open-quote 1 "
          if [ a = a ]; then lb x                   ! bad-script 1 if
          lb x; done                                ! bad-script 1 done
          """)
  void whatCannotBeKnownIsAMistakeAtItsWords(String text, String told) {
    assertEquals(List.of(told), errors(text + "\n"));
    assertTrue(findings.errors().get(0).hint().isPresent());
  }

  @Test
  void anEmptyArrayIsNoFunction() {
    gives(
        "RIPS=()\nlb add 10.0.0.1:80\nfor r in \"${RIPS[@]}\"; do lb $r; done\n",
        "add|10.0.0.1:80");
  }

  @Test
  void theUsualSeparatorsComeBack() {
    gives("L='a b'; OLD=$IFS; IFS=,; lb \"$L\"; IFS=$OLD; lb $L\n", "a b", "a|b");
  }

  @Test
  void arraysGrowAndAreDeclared() {
    gives(
        """
        RIPS=(10.0.0.11); RIPS+=(10.0.0.12 10.0.0.13)
        for r in "${RIPS[@]}"; do lb $r; done
        declare -a A=(a b)
        readonly B=(c d)
        export C="e f"
        declare -a D
        D+=(g)
        f() { local L=(h i); lb "${L[@]}"; }
        lb "${A[@]}" "${B[@]}" "$C" "${D[@]}"
        f
        S=x; S+=y; lb $S
        """,
        "10.0.0.11",
        "10.0.0.12",
        "10.0.0.13",
        "a|b|c|d|e f|g",
        "h|i",
        "xy");
  }

  @Test
  void parametersAreShiftedAndSet() {
    gives(
        """
        add() { name=$1; vip=$2; shift 2; for r; do lb $name $vip $r $#; done; }
        add web 10.0.0.1 10.0.0.11 10.0.0.12
        set -e
        set -- one "two three"
        lb $# "$@"
        f() { set -- inner; lb $1; }
        f outer
        shift; lb "$1"
        """,
        "web|10.0.0.1|10.0.0.11|2",
        "web|10.0.0.1|10.0.0.12|2",
        "2|one|two three",
        "inner",
        "two three");
  }

  @Test
  void loopsAreLeftAndGoOn() {
    gives(
        """
        for p in 80 443 8080; do [ $p = 443 ] && continue; lb $p; done
        for p in 1 2 3; do if [ $p = 2 ]; then break; fi; lb $p; done
        for a in x y; do
          for b in 1 2; do [ $a$b = x2 ] && continue 2; lb $a$b; done
          lb end $a
        done
        for ((i=0;i<9;i++)); do [ $i -ge 1 ] && break; lb c$i; done
        f() { lb in; break; lb out; }
        for a in 1 2; do f; done
        """,
        "80",
        "8080",
        "1",
        "x1",
        "y1",
        "y2",
        "end|y",
        "c0",
        "in",
        "out",
        "in",
        "out");
  }

  @Test
  void aWayOutThatIsNotKnownMattersWhereSomethingChangesBehindIt() {
    assertEquals(
        List.of(),
        errors(
            """
            for i in 1 2 3; do ping -c1 gw && break; sleep 1; done
            f() { grep -q x /etc/y && return 1; touch z; }
            f
            ( test -f /etc/x || exit 1; touch z )
            while :; do ping -c1 gw && break; done
            lb add
            ping -c1 gw || exit 1
            """));
  }

  @Test
  void variablesOfAFunctionEndWithIt() {
    gives(
        """
        port=443
        add() { local port=$2; local new; new=x; lb $1:$port$new; }
        add 10.0.0.1 80
        lb $port
        say() { lb $VIP; }
        VIP=10.0.0.1
        VIP=10.0.0.2 say
        say
        global() { port=1; typeset VIP=t; lb $VIP; }
        global
        lb $port $VIP
        """,
        "10.0.0.1:80x",
        "443",
        "10.0.0.2",
        "10.0.0.1",
        "t",
        "1|10.0.0.1");
  }

  @Test
  void aShellOfItsOwnKeepsWhatItSetsAndItsEnd() {
    gives(
        """
        V=1
        ( V=2; lb $V; exit 0; lb never )
        lb $V
        echo x | { V=3; lb $V; exit; }
        lb $V
        """,
        "2",
        "1",
        "3",
        "1");
  }

  @Test
  void howACommandEndedIsKnownWhereItIs() {
    gives(
        """
        lb one
        if [ $? -eq 0 ]; then lb ok; fi
        [ a = b ]
        [ $? -ne 0 ] && lb differs
        no() { return 1; }
        no || lb no
        yes() { [ a = a ] && return 0; return 1; }
        if yes; then lb yes; fi
        """,
        "one",
        "ok",
        "differs",
        "no",
        "yes");
  }

  @Test
  void programsThatRunOthersAreLookedThrough() {
    gives(
        """
        LB=`which ipvsadm`; [ -x "$LB" ] || exit 1
        [ -x /usr/sbin/ipvsadm ] || exit 5
        command -v ipvsadm >/dev/null || exit 1
        [ "$(id -u)" -eq 0 ] || exit 1
        [ $EUID = 0 ] || { echo root; exit 1; }
        timeout -k 1 5 lb a; nice -n 5 lb b; sudo -u root lb c; env X=1 lb d
        sudo ip netns exec inner lb e
        $DIR/lb f
        chrt -i 0 ionice -c2 -n0 lb g
        action "Adding" /sbin/lb h
        run() { echo "$@"; "$@"; }
        run lb i
        exec lb j
        lb never
        """,
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i",
        "j");
    assertEquals(
        "what is done in network namespace inner is read as if it were done outside",
        findings.remarks().get(0).text());
  }

  @Test
  void aFunctionIsCalledByItsNameAlone() {
    gives(
        """
        lb() { echo "+ lb $*"; command lb "$@"; }
        lb a b
        /sbin/lb c
        f() { /sbin/lb f $1; }
        time f 1; action "Adding" f 2; sudo f 3
        """,
        "a|b",
        "c",
        "f|1",
        "f|2");
  }

  @Test
  void aScriptOfTheSystemIsCalledAsAService() {
    assertEquals(
        List.of(),
        errors(
            """
            /etc/init.d/ipvsadm save
            /etc/rc.d/init.d/iptables stop
            service ipvsadm start
            /etc/init.d/network restart
            """));
    String own =
        "what a service of the system loads and saves stays with it: import its file by itself";
    String other = "says nothing of the director that lvsh could read";
    assertEquals(
        List.of(own, own, own, other),
        findings.notCarried().stream().map(NotCarried::why).toList());
  }

  @Test
  void whatOnlyLooksAtTheDirectorsProgramsIsTold() {
    assertEquals(
        List.of(),
        errors(
            """
            wget http://mirror.example.com/software/ipvsadm-1.26.tar.gz
            tar xzf ipvsadm-1.26.tar.gz
            cd ipvsadm-1.26
            yum install -y ipvsadm
            rpm -q ipvsadm
            service iptables stop
            touch /var/lock/subsys/ipvsadm
            systemctl enable ipvsadm
            modprobe iptable_mangle
            logger "ipvsadm was started"
            iptables-save > /root/old
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          for r in 1 2; do grep -q $r /etc/down && continue; lb $r; done ! unknown-condition 1 grep -q $r /etc/down
          grep -q x /etc/y && exit 0; lb add        ! unknown-condition 1 grep -q x /etc/y
          f() { ping x || return; lb add; }; f      ! unknown-condition 1 ping x
          f() { ping x && return 1; return 0; }; f && lb add ! unknown-condition 1 f
          die() { exit 1; }; ping x || die; lb add  ! unknown-condition 1 ping x
          for p in 1 2; do ping x && break; done; ping y || exit; lb a ! unknown-condition 1 ping y
          for p in 1 2; do ping x && continue; L=$p; done; lb $L ! unknown-value 1 $L
          V=1; if ping x; then V=2; fi; lb $V       ! unknown-value 1 $V
          V=1; while read x; do V=2; done; lb $V    ! unknown-value 1 $V
          n=0; ((n++)); lb $n                       ! unknown-value 1 $n
          n=0; let n+=1; lb $n                      ! unknown-value 1 $n
          add() { lb $1 $2; }; add x "$OPTS"        ! unknown-value 1 $2
          add() { lb $1; }; add $OPTS               ! unknown-value 1 $1
          add() { for r; do lb $r; done; }; add $X  ! unknown-value 1 for r; do lb $r; done
          set --; shift; lb a                       ! unknown-condition 1 shift
          shift $N; lb $1                           ! unknown-value 1 $1
          set -- $N; lb $1                          ! unknown-value 1 $1
          lb {1..99999}                             ! unknown-value 1 {1..99999}
          L=a,b; IFS=,; lb $L                       ! unknown-value 1 $L
          RIPS+=(a); lb ${RIPS[0]}                  ! unknown-value 1 ${RIPS[0]}
          RIPS=([2]=a); lb ${RIPS[0]}               ! unknown-value 1 ${RIPS[0]}
          RIPS=(a b                                 ! bad-script 1 RIPS=
          ping x; [ $? = 0 ] && lb add              ! unknown-condition 1 [ $? = 0 ]
          systemctl is-active -q keepalived && exit 0; lb a ! unknown-condition 1 systemctl is-active -q keepalived
          service keepalived status && exit 0; lb a ! unknown-condition 1 service keepalived status
          ip link show eth1 && lb a                 ! unknown-condition 1 ip link show eth1
          if X=$(cat /etc/vip); then lb a; fi       ! unknown-condition 1 X=$(cat /etc/vip)
          [ -e /etc/sysconfig/ipvsadm ] && lb a     ! unknown-condition 1 [ -e /etc/sysconfig/ipvsadm ]
          lb list x && lb a                         ! unknown-condition 1 lb list x
          $LB add x                                 ! unknown-value 1 $LB
          sudo $LB add x                            ! unknown-value 1 $LB
          LB=`cat /etc/lb`; $LB add x               ! unknown-value 1 $LB
          eval "ipvsadm -C"                         ! unreadable-command 1 eval "ipvsadm -C"
          eval "$CMD"                               ! unreadable-command 1 eval "$CMD"
          sh -c 'ipvsadm -C'                        ! unreadable-command 1 sh -c 'ipvsadm -C'
          cat cmds | sh                             ! unreadable-command 1 sh
          cat cmds | xargs -n4 ipvsadm -a           ! unreadable-command 1 xargs -n4 ipvsadm -a
          watch nft list ruleset                    ! unreadable-command 1 watch nft list ruleset
          trap 'ipvsadm -C' EXIT                    ! unreadable-command 1 trap 'ipvsadm -C' EXIT
          OUT=$(ipvsadm -A -t 10.0.0.1:80 -s rr)    ! unreadable-command 1 OUT=$(ipvsadm -A -t 10.0.0.1:80 -s rr)
          ping x && xargs ipvsadm -a                ! unknown-condition 1 ping x
          run() { "$@"; }; ping x && run lb add     ! unknown-condition 1 ping x
          for a in 1; do break $N; done             ! unreadable-command 1 break
          W=1; [[ $W < 3 ]] && lb a                 ! unknown-condition 1 [[ $W < 3 ]]
          W=1; [[ $W > 3 ]] && lb a                 ! unknown-condition 1 [[ $W > 3 ]]
          [[ a =~ ^(a|b)$ ]] && lb a                ! unknown-condition 1 [[ a =~ ^(a|b)$ ]]
          [[ $VIP == x ]] && lb a                   ! unknown-condition 1 [[ $VIP == x ]]
          [[ 010 -eq 8 ]] && lb a                   ! unknown-condition 1 [[ 010 -eq 8 ]]
          lb() { command lb x; }; ping x && lb      ! unknown-condition 1 ping x
          /etc/init.d/ipvsadm status && lb a        ! unknown-condition 1 /etc/init.d/ipvsadm status
          [[ -n x && -n y ]] && lb a                ! unknown-condition 1 [[ -n x && -n y ]]
          case x in $PAT) lb a;; x) lb b;; esac     ! unknown-condition 1 x
          case x in x) lb a;& y) lb b;; esac        ! bad-script 1 ;&
          """)
  void whatAShellAloneCouldFollowIsAMistake(String text, String told) {
    assertEquals(List.of(told.strip()), errors(text + "\n"));
    assertTrue(findings.errors().get(0).hint().isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          OUT=$(add 443 2>&1)                       ! unreadable-command 4 OUT=$(add 443 2>&1)
          ERR=$($LB add x 2>&1) || logger "$ERR"    ! unreadable-command 4 ERR=$($LB add x 2>&1)
          ERR=`$LB add x`                           ! unreadable-command 4 ERR=`$LB add x`
          [ "$(add)" ]                              ! unreadable-command 4 [ "$(add)" ]
          echo "a $(echo `add`)"                    ! unreadable-command 4 echo "a $(echo `add`)"
          echo ${X:-$(add)}                         ! unreadable-command 4 echo ${X:-$(add)}
          echo $(( $(add) + 1 ))                    ! unreadable-command 4 echo $(( $(add) + 1 ))
          cat <(add)                                ! unreadable-command 4 cat <(add)
          cat <<< "$(add)"                          ! unreadable-command 4 cat <<< "$(add)"
          case $(add) in x) ;; esac                 ! unreadable-command 4 $(add)
          ping x && echo $(add)                     ! unknown-condition 4 ping x
          for x in `ping x && add`; do ping $x; done ! unreadable-command 4 for x in `ping x && add`; do ping $x; done
          """)
  void whatChangesSomethingWithinAWordIsAMistake(String text, String told) {
    String before =
        """
        LB=/sbin/lb
        add() { $LB add $1; }
        looks() { $LB list; }
        """;
    assertEquals(List.of(told.strip()), errors(before + text.strip() + "\n").subList(0, 1));
  }

  @Test
  void whatGoesIntoFilesThatChangeSomethingIsTaken() {
    gives(
        """
        V=2
        echo 1 > /proc/known; echo $V >/dev/null > /proc/known/$V
        echo "$V" | tee /proc/known >/dev/null
        echo 3 | sudo tee -a /proc/known/a /proc/known/b /tmp/c
        [ -w /proc/sys/net/ipv4/vs/conntrack ] && echo 4 > /proc/known
        [ -d /proc/sys/net/ipv4/vs ] && [ -e /proc/sys/net/ipv4/vs/x ] && echo 5 > /proc/known
        """,
        "[1] > /proc/known",
        "[2] > /proc/known/2",
        "[2\n] > /proc/known",
        "[3\n] > /proc/known/a",
        "[3\n] > /proc/known/b",
        "[4] > /proc/known",
        "[5] > /proc/known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          echo $X > /proc/known                     ! unknown-value 1 $X
          echo 1 > /proc/known/$X                   ! unknown-value 1 /proc/known/$X
          date > /proc/known                        ! unreadable-command 1 date > /proc/known
          cat <<< 1 > /proc/known                   ! unreadable-command 1 cat <<< 1 > /proc/known
          f() { echo 1; }; f > /proc/known          ! unreadable-command 1 f > /proc/known
          date | tee /proc/known                    ! unreadable-command 1 tee /proc/known
          ping x && echo 1 > /proc/known            ! unknown-condition 1 ping x
          ping x && echo 1 | tee /proc/known        ! unknown-condition 1 ping x
          ping x && exit; echo 1 > /proc/known      ! unknown-condition 1 ping x
          [ -s /proc/sys/net/ipv4/vs/x ] && lb a    ! unknown-condition 1 [ -s /proc/sys/net/ipv4/vs/x ]
          sh -c "echo 1 > /proc/sys/net/ipv4/vs/x"  ! unreadable-command 1 sh -c "echo 1 > /proc/sys/net/ipv4/vs/x"
          set1 /proc/sys/net/ipv4/vs/x              ! unreadable-command 1 set1 /proc/sys/net/ipv4/vs/x
          { echo 1; } > /proc/sys/net/ipv4/vs/x     ! bad-script 1 /proc/sys/net/ipv4/vs/x
          """)
  void whatElseGoesIntoThemIsAMistake(String text, String told) {
    assertEquals(List.of(told.strip()), errors(text.strip() + "\n"));
  }

  @Test
  void whatPerhapsGoesIntoOtherFilesIsTold() {
    assertEquals(List.of(), errors("ping x && echo 1 > /proc/sys/net/ipv4/ip_forward\n"));
    assertEquals("echo 1 > /proc/sys/net/ipv4/ip_forward", findings.notCarried().get(1).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          . /etc/lvs; lb add $V                     ! unknown-value 2 $V
          source $FILE; lb add $V                   ! unknown-value 2 $V
          [ -f /etc/lvs ] && . /etc/lvs; lb add $V  ! unknown-value 2 $V
          if [ -f /etc/lvs ]; then . /etc/lvs; fi; lb add $V ! unknown-value 2 $V
          . /etc/lvs; lb add ${W:-x}                ! unknown-value 2 ${W:-x}
          f() { . /etc/lvs; }; f; lb add $V         ! unknown-value 2 $V
          eval V=\\$V_$V; lb add $V                 ! unknown-value 2 $V
          eval "ping x && V=2"; lb add $V           ! unknown-value 2 $V
          eval 'read V'; lb add $V                  ! unknown-value 2 $V
          ping x && eval V=2; lb add $V             ! unknown-value 2 $V
          more() { lb add; }; eval more             ! unreadable-command 2 eval more
          eval "lb add x"                           ! unreadable-command 2 eval "lb add x"
          more() { lb add; }; ping x && eval more   ! unknown-condition 2 ping x
          eval 'exit 0'; lb add                     ! unknown-condition 2 eval 'exit 0'
          lb $((V += 1))                            ! unknown-value 2 $((V += 1))
          V=; lb "$V" ${V:=2}                       ! unknown-value 2 "$V"
          : $((V += 1)); lb $V                      ! unknown-value 2 $V
          X=$((V++)); lb $V                         ! unknown-value 2 $V
          ping x && : ${W:=x}; lb ${W:-y}           ! unknown-value 2 ${W:-y}
          ping x && : $((V--)); lb $V               ! unknown-value 2 $V
          V=$U; : ${V:=x}; lb $V                    ! unknown-value 2 $V
          : ${U:?}; lb x                            ! unknown-condition 2 ${U:?}
          ping x && : ${U:?}; lb x                  ! unknown-condition 2 ping x
          f() { : ${1:?no address}; lb x; }; f      ! unknown-condition 2 ${1:?no address}
          export $(cat /etc/lvs); lb $V             ! unknown-value 2 $V
          export "$X"; lb $V                        ! unknown-value 2 $V
          export "V=$X"; lb $V                      ! unknown-value 2 $V
          ping x && export "V=2"; lb $V             ! unknown-value 2 $V
          A=(1 2); unset 'A[1]'; lb ${A[0]}         ! unknown-value 2 ${A[0]}
          shift $X; lb ${1:-y}                      ! unknown-value 2 ${1:-y}
          eval eval eval eval eval eval eval eval eval eval eval eval eval eval eval eval eval x ! unreadable-command 2 eval eval eval eval eval eval eval eval eval eval eval eval eval eval eval eval eval x
          """)
  void whatAnotherFileOrATextMayHaveSetIsNotKnown(String text, String told) {
    assertEquals(List.of(told.strip()), errors("V=1\n" + text.strip() + "\n"));
  }

  @Test
  void whatIsSetBehindAnotherFileOrInAnotherShellIsKnown() {
    gives(
        """
        V=1
        . /etc/init.d/functions
        lb $V
        ( . /etc/lvs )
        lb $V
        . /etc/lvs
        V=2
        eval W=3
        lb $V
        """,
        "1",
        "1",
        "2");
    assertEquals(
        List.of(
            "2 functions of the system are read here, which say nothing of the director",
            "4 another file is read here, so no variable set before is known behind it:"
                + " copy its lines in",
            "6 another file is read here, so no variable set before is known behind it:"
                + " copy its lines in",
            "8 nothing in it changes the director's table"),
        findings.notCarried().stream().map(one -> one.where().line() + " " + one.why()).toList());
  }

  @Test
  void aFileThatIsPerhapsReadIsToldAsSuch() {
    assertEquals(List.of(), errors("ping x && . /etc/lvs\n"));
    assertTrue(findings.notCarried().get(1).why().startsWith("another file is read here"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          clear() { lb clear; }; trap clear EXIT    ! unreadable-command 1 trap clear EXIT
          trap clear INT 0; clear() { lb clear; }   ! unreadable-command 1 trap clear INT 0
          trap "rm x; lb a" SIGEXIT                 ! unreadable-command 1 trap "rm x; lb a" SIGEXIT
          ( clear() { lb x; }; trap clear EXIT )    ! unreadable-command 1 trap clear EXIT
          ping x && trap clear EXIT; clear() { lb x; } ! unreadable-command 1 trap clear EXIT
          clear() { lb clear; }; ping x && (trap clear EXIT) ! unknown-condition 1 ping x
          trap "$X" EXIT                            ! unreadable-command 1 trap "$X" EXIT
          trap 'ipvsadm -C' ERR                     ! unreadable-command 1 trap 'ipvsadm -C' ERR
          """)
  void whatChangesSomethingAtTheEndIsAMistake(String text, String told) {
    assertEquals(List.of(told.strip()), errors(text.strip() + "\n"));
  }

  @Test
  void whatIsDoneAtTheEndMayBeAnythingElse() {
    gives(
        """
        clear() { lb clear; }
        trap clear EXIT; trap - EXIT
        trap clear INT TERM
        trap 'rm -f /var/lock/x' EXIT
        trap "rm -f $X" EXIT
        lb a
        """,
        "a");
  }

  @Test
  void whatLooksWithinAWordIsNone() {
    gives(
        """
        LB=/sbin/lb
        looks() { $LB list; }
        A=$(looks | wc -l); B=`$LB list`; C=$(date +%s); D=$((1+2))
        """);
  }

  @Test
  void commandsThatStandTooDeepWithinOthersMayChangeSomething() {
    String deep = "echo " + "$(echo ".repeat(17) + ")".repeat(17) + "\n";
    assertEquals(List.of("unreadable-command 1 " + deep.strip()), errors(deep));
  }

  @Test
  void aLoopThatMakesTooManyCommandsIsCutShort() {
    String loops = "for ((a=0;a<999;a++)); do for ((b=0;b<999;b++)); do true; done; done\n";
    assertEquals(List.of("bad-script 1 true"), errors(loops));
  }

  @Test
  void aDamagedScriptIsReadAllTheSame() {
    String whole =
        """
        RIPS=(a b); RIPS+=(c); declare -a D=(x); local e=1
        add() { local v=$2; shift 2; for r; do lb $v $r || return 1; done; }
        ( add 1 2 "$@"; exit 0 ) | { read x; $LB y; }
        for ((i=0;i<3;i++)); do ping $i && continue 2; ((n++)); done
        case $1 in start|up) set -- a b;; *) break;; esac
        if ! lb list; then ip netns exec n timeout 5 lb z; fi
        while read l; do eval "$l"; done <<EOF
        lb `which ipvsadm` ${RIPS[@]}
        EOF
        """;
    Random random = new Random(20_260_701);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder(whole);
      for (int change = 0; change < 1 + round % 5; change++) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(8));
        int other = random.nextInt(whole.length() - 8);
        text.replace(from, to, whole.substring(other, other + random.nextInt(8)));
      }
      assertDoesNotThrow(() -> commands(text.toString()), text::toString);
    }
  }

  @Test
  void variablesThatStandTooDeepForOthersAreNotKnown() {
    String deep = "${A:-".repeat(18) + "x" + "}".repeat(18);
    assertEquals(List.of("unknown-value 1 " + deep), errors("lb " + deep + "\n"));
  }

  @Test
  void variablesThatStandForOthersMayStandForMore() {
    gives("lb " + "${A:-".repeat(16) + "x" + "}".repeat(16) + "\n", "x");
  }

  @Test
  void whatStandsTooDeepIsAMistake() {
    String deep = "{ ".repeat(ShellParser.DEEPEST + 1) + "lb x\n";
    assertTrue(errors(deep).get(0).startsWith("bad-script 1"), findings.errors()::toString);
  }
}
