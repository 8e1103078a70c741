/*
 * The statements of the language: one grammar for the prompt, for scripts and for the command line.
 *
 * It is given one statement at a time. No rule nests, and one word decides every choice, so that the
 * time is linear in the text and a mistake is known at the very word. A rule that reads a value (a
 * name, an address) has a rule of its own, by which the diagnostics name it.
 */
parser grammar LvshParser;

options { tokenVocab = LvshLexer; }

line : statement EOF ;

statement
    : serviceDeclaration
    | serverDeclaration
    | poolDeclaration
    | letDeclaration
    | includeStatement
    | sourceDeclaration
    | marksDeclaration
    | timeoutsDeclaration
    | syncDeclaration
    | kernelDeclaration
    | noStatement
    | allowStatement
    | setStatement
    | addStatement
    | removeStatement
    | renameStatement
    | adoptStatement
    | undoStatement
    | discardStatement
    | planStatement
    | applyStatement
    | historyStatement
    | rollbackStatement
    | drainStatement
    | undrainStatement
    | confirmStatement
    | recoverStatement
    | checkStatement
    | formatStatement
    | importStatement
    | exportStatement
    | showStatement
    | traceStatement
    | watchStatement
    | explainStatement
    | probeStatement
    | doctorStatement
    | zeroStatement
    | simulateStatement
    | clockStatement
    | helpStatement
    | versionStatement
    | exitStatement
    ;

serviceDeclaration : SERVICE name ON serviceTarget serviceOption* ;

serviceTarget
    : MARK markNumber ( IPV4 | IPV6 )?   # onMark
    | addressList portClause             # onAddresses
    ;

addressList : address ( COMMA address )* ;
portClause : ( PORT | PORTS ) portRange ( COMMA portRange )* ;

serviceOption
    : STICKY duration ( PER granularity )? ( BY SIP )?   # stickyOption
    | schedulerWord schedulerFlags?                      # schedulerOption
    | SCHEDULER schedulerName schedulerFlags?            # otherSchedulerOption
    | MARK ( AUTO | markNumber )                         # markOption
    | ONE_PACKET                                         # onePacketOption
    | protocol ( COMMA protocol )*                       # protocolsOption
    | ALLOW warning ( COMMA warning )*                   # allowOption
    | POOL poolName                                      # poolOption
    ;

schedulerFlags : WITH schedulerFlag ( COMMA schedulerFlag )* ;
granularity : MASK address | prefix ;

serverDeclaration : SERVER serverAddress serverOption* ;

serverOption
    : WEIGHT weight                       # weightOption
    | forwarding                          # forwardingOption
    | LIMIT limit ( RESUME limit )?       # limitOption
    ;

forwarding
    : DIRECT
    | MASQUERADE
    | TUNNEL ( IPIP | GUE portNumber checksum? | GRE checksum? )?
    ;

checksum : CHECKSUM | NO_CHECKSUM | REMOTE_CHECKSUM ;

poolDeclaration : POOL name ;
letDeclaration : LET name EQUALS letValue ( COMMA letValue )* ;
includeStatement : INCLUDE file ;
sourceDeclaration : SOURCE sourceName ;
marksDeclaration : MARKS markRange ;

timeoutsDeclaration : TIMEOUTS timeoutSetting+ ;

timeoutSetting : ( TCP | FIN | UDP ) timeout ;

syncDeclaration : SYNC syncRole ON interfaceName syncOption* ;

syncRole : MASTER | BACKUP ;

syncOption
    : ID syncId
    | GROUP address
    | PORT portNumber
    | TTL ttl
    | MAX_LENGTH packetLength
    ;

kernelDeclaration : KERNEL settingName EQUALS settingValue+ ;

noStatement : NO SYNC syncRole ;

allowStatement : ALLOW warning ( COMMA warning )* ;

setStatement
    : SET holderName ( SERVER serverAddress serverOption+ | serviceSetting+ ) ;

serviceSetting
    : ON addressList       # addressSetting
    | portClause           # portSetting
    | serviceOption        # optionSetting
    | NO removableOption   # removalSetting
    ;

removableOption : STICKY | MARK | ONE_PACKET | ALLOW | POOL ;

addStatement : ADD SERVER serverAddress serverOption* TO holderName ;

removeStatement : REMOVE removal ;

removal
    : SERVER serverAddress FROM holderName    # removeServer
    | SERVICE serviceName                     # removeService
    | POOL poolName                           # removePool
    | ALL                                     # removeAll
    ;

renameStatement : RENAME holderName TO name ;
adoptStatement : ADOPT serviceName ( AS name )? ;
undoStatement : UNDO ;
discardStatement : DISCARD ;

planStatement
    : PLAN file? ( WITH PROBE )?
      ( AS planFormat ( TO planFile | AGAINST snapshot )?
      | TO planFile ( AS planFormat )?
      | AGAINST snapshot ( AS planFormat )?
      )?
    ;

historyStatement : HISTORY ALL? ( AS historyFormat )? ;
rollbackStatement : ROLLBACK historyNumber? ;

drainStatement
    : DRAIN serverAddress
      ( FROM serviceName ( WITHIN patience )? | WITHIN patience ( FROM serviceName )? )?
    ;

undrainStatement : UNDRAIN serverAddress ( IN serviceName )? ;
applyStatement : APPLY file? ( CONFIRM WITHIN trialTime )? ;
confirmStatement : CONFIRM ;
recoverStatement : RECOVER recoveryWay? ;
checkStatement : CHECK file ( AS checkFormat )? ;
formatStatement : FORMAT file ;

importStatement
    : IMPORT
      ( KERNEL ( besideFile | partly | intoFile )*
      | IPVSADM file ( besideFile | partly | intoFile )*
      | ( KEEPALIVED | LDIRECTORD ) file ( partly | intoFile )*
      )
    ;

besideFile : WITH file ;
partly : PARTIAL ;
intoFile : TO file ;
exportStatement : EXPORT exportFormat ( TO file )? ;
showStatement
    : SHOW
      ( ( showSubject | SERVICE serviceName ) inForm?
      | ( POOLS | KERNEL | HISTORY historyNumber ) inOwnForm?
      | DRIFT inTableForm?
      | MARKS ( forService | inTableForm )*
      | SERVERS ( forService | sortedServers | inForm )*
      | STATS ( forService | sortedStats | inTableForm )*
      | RATES ( forService | sortedRates | inTableForm )*
      | ( CONNECTIONS | TEMPLATES ) ( forService | fromClients | sortedEntries | inTableForm )*
      )
    ;

forService : FOR serviceName ;
fromClients : FROM network ;
sortedServers : BY serverColumn REVERSED? ;
sortedStats : BY statsColumn REVERSED? ;
sortedRates : BY rateColumn REVERSED? ;
sortedEntries : BY entryColumn REVERSED? ;
inForm : AS showFormat ;

/* The forms that something does not have are taken, for its command says what to do instead. */
inOwnForm : AS ( ownFormat | noOwnFormat ) ;
inTableForm : AS ( tableFormat | noTableFormat ) ;

traceStatement : TRACE traceClient TO traceTarget protocol? ( AS traceFormat )? ;

watchStatement : WATCH ( watchSubject | SERVICE serviceName ) watchOption* ;

watchOption
    : FOR serviceOrTime    # watchFor
    | fromClients          # watchFrom
    | EVERY interval       # watchEvery
    | COUNT lineCount      # watchCount
    | AS JSON              # watchAsJson
    ;

explainStatement : EXPLAIN serviceName ;

/* A word behind it is a name, so that a service may be called 'http'. */
probeStatement : PROBE ( serviceName probeOption* )? ;

probeOption
    : portClause
    | HTTP httpPath?
    | HOST hostName
    | TLS
    | WITHIN probeTime
    | AS probeFormat
    ;

doctorStatement : DOCTOR ( AS checkFormat )? ;
zeroStatement : ZERO serviceName? ;

simulateStatement
    : SIMULATE clientCount CLIENTS TO serviceName
      ( FROM network ( FOR timeSpan )? | FOR timeSpan ( FROM network )? )?
    ;

clockStatement : CLOCK FORWARD timeSpan ;
helpStatement : HELP topic? ;
versionStatement : VERSION ;
exitStatement : EXIT | QUIT ;

showSubject : SERVICES | TIMEOUTS | SYNC | CANDIDATE ;
serverColumn : SERVICE | SERVER | WEIGHT ;
statsColumn : SERVICE | CONNECTIONS | PACKETS | BYTES | ACTIVE | INACTIVE | PERSISTENT ;
rateColumn : SERVICE | CONNECTIONS | PACKETS | BYTES ;
entryColumn : CLIENT | SERVICE | VIRTUAL | SERVER | EXPIRES | STATE ;

watchSubject : TEMPLATES | CONNECTIONS | RATES ;
showFormat : TABLE | JSON | LVS | IPVSADM ;
ownFormat : TABLE | JSON | LVS ;
noOwnFormat : IPVSADM ;
tableFormat : TABLE | JSON ;
noTableFormat : LVS | IPVSADM ;
checkFormat : TEXT | JSON ;
traceFormat : TEXT | JSON ;
historyFormat : TABLE | JSON ;
planFormat : TEXT | JSON | COMMANDS | MARKDOWN ;
exportFormat : LVS | IPVSADM | KEEPALIVED | NFT | IPTABLES ;
probeFormat : TEXT | JSON ;
recoveryWay : FINISH | BACK | KEEP ;

protocol : TCP | UDP | SCTP ;

schedulerWord
    : RR | WRR | LC | WLC | LBLC | LBLCR | DH | SH | SED | NQ | FO | OVF | MH | TWOS ;

name : WORD | anyKeyword ;
serviceName : WORD | anyKeyword ;
poolName : WORD | anyKeyword ;
holderName : WORD | anyKeyword ;
letValue : WORD | anyKeyword ;
sourceName : WORD | STRING | anyKeyword ;
schedulerName : WORD | anyKeyword ;
schedulerFlag : FALLBACK | PORT | WORD ;
address : WORD ;
serverAddress : WORD ;
portRange : WORD | ANY | portWord ;

/* Names of ports that are words of the language. */
portWord : HTTP | SIP ;
portNumber : WORD ;
markNumber : WORD ;
markRange : WORD ;
duration : WORD ;
timeout : WORD ;
patience : WORD ;
trialTime : WORD ;
probeTime : WORD ;
httpPath : WORD | STRING ;
hostName : WORD | anyKeyword ;
historyNumber : WORD ;
clientCount : WORD ;
network : WORD ;
traceClient : WORD ;
traceTarget : WORD ;
timeSpan : WORD ;
interval : WORD ;
lineCount : WORD ;

/* A name begins with a letter, a time with a digit. */
serviceOrTime : WORD | anyKeyword ;
warning : WORD | anyKeyword ;
prefix : WORD ;
weight : WORD ;
limit : WORD ;
interfaceName : WORD | anyKeyword ;
syncId : WORD ;
ttl : WORD ;
packetLength : WORD ;
settingName : WORD | anyKeyword ;

/* Several words may be one value, as in a list of processors: 0-3,8. */
settingValue : settingWord ( COMMA settingWord )* ;
settingWord : WORD | anyKeyword ;
file : WORD | STRING ;
planFile : WORD | STRING ;
snapshot : WORD | STRING ;
topic : WORD | anyKeyword ;

/* Every keyword may be a name where a name is expected. */
anyKeyword
    : ACTIVE | ADD | ADOPT | AGAINST | ALL | ALLOW | ANY | APPLY | AS | AUTO | BACK | BACKUP | BY
    | BYTES | CANDIDATE | CHECK | CHECKSUM | CLIENT | CLIENTS | CLOCK | COMMANDS | CONFIRM
    | CONNECTIONS | COUNT | DH | DIRECT | DISCARD | DOCTOR | DRAIN | DRIFT | EVERY | EXIT | EXPIRES
    | EXPLAIN | EXPORT | FALLBACK | FIN | FINISH | FO | FOR | FORMAT | FORWARD | FROM | GRE | GROUP
    | GUE | HELP | HISTORY | HOST | HTTP | ID | IMPORT | IN | INACTIVE | INCLUDE | IPIP | IPTABLES
    | IPV4 | IPV6 | IPVSADM | JSON | KEEP | KEEPALIVED | KERNEL | LBLC | LBLCR | LC | LDIRECTORD
    | LET | LIMIT | LVS | MARK | MARKDOWN | MARKS | MASK | MASQUERADE | MASTER | MAX_LENGTH | MH
    | NFT | NO | NO_CHECKSUM | NQ | ON | ONE_PACKET | OVF | PACKETS | PARTIAL | PER | PERSISTENT
    | PLAN | POOL | POOLS | PORT | PORTS | PROBE | QUIT | RATES | RECOVER | REMOTE_CHECKSUM
    | REMOVE | RENAME | RESUME | REVERSED | ROLLBACK | RR | SCHEDULER | SCTP | SED | SERVER
    | SERVERS | SERVICE | SERVICES | SET | SH | SHOW | SIMULATE | SIP | SOURCE | STATE | STATS
    | STICKY | SYNC | TABLE | TCP | TEMPLATES | TEXT | TIMEOUTS | TLS | TO | TRACE | TTL | TUNNEL
    | TWOS | UDP | UNDO | UNDRAIN | VERSION | VIRTUAL | WATCH | WEIGHT | WITH | WITHIN | WLC | WRR
    | ZERO
    ;
