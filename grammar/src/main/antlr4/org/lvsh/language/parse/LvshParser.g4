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
    | exportStatement
    | showStatement
    | explainStatement
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
    : PLAN file?
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
exportStatement : EXPORT exportFormat ( TO file )? ;
showStatement
    : SHOW ( showSubject | SERVICE serviceName | HISTORY historyNumber ) ( AS showFormat )?
    ;

explainStatement : EXPLAIN serviceName ;
zeroStatement : ZERO serviceName? ;

simulateStatement
    : SIMULATE clientCount CLIENTS TO serviceName
      ( FROM network ( FOR timeSpan )? | FOR timeSpan ( FROM network )? )?
    ;

clockStatement : CLOCK FORWARD timeSpan ;
helpStatement : HELP topic? ;
versionStatement : VERSION ;
exitStatement : EXIT | QUIT ;

showSubject
    : SERVICES | SERVERS | POOLS | MARKS | STATS | RATES | CONNECTIONS | TEMPLATES | TIMEOUTS
    | SYNC | KERNEL | CANDIDATE | DRIFT
    ;

showFormat : TABLE | JSON | LVS | IPVSADM ;
checkFormat : TEXT | JSON ;
historyFormat : TABLE | JSON ;
planFormat : TEXT | JSON | COMMANDS | MARKDOWN ;
exportFormat : LVS ;
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
portRange : WORD | ANY ;
portNumber : WORD ;
markNumber : WORD ;
markRange : WORD ;
duration : WORD ;
timeout : WORD ;
patience : WORD ;
trialTime : WORD ;
historyNumber : WORD ;
clientCount : WORD ;
network : WORD ;
timeSpan : WORD ;
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
    : ADD | ADOPT | AGAINST | ALL | ALLOW | ANY | APPLY | AS | AUTO | BACK | BACKUP | BY | CANDIDATE
    | CHECK | CHECKSUM | CLIENTS | CLOCK | COMMANDS | CONFIRM | CONNECTIONS | DH | DIRECT | DISCARD
    | DRAIN | DRIFT | EXIT | EXPLAIN | EXPORT | FALLBACK | FIN | FINISH | FO | FOR | FORMAT
    | FORWARD | FROM | GRE | GROUP | GUE | HELP | HISTORY | ID | IN | INCLUDE | IPIP | IPV4 | IPV6
    | IPVSADM | JSON | KEEP | KERNEL | LBLC | LBLCR | LC | LET | LIMIT | LVS | MARK | MARKDOWN
    | MARKS | MASK | MASQUERADE | MASTER | MAX_LENGTH | MH | NO | NO_CHECKSUM | NQ | ON | ONE_PACKET
    | OVF | PER | PLAN | POOL | POOLS | PORT | PORTS | QUIT | RATES | RECOVER | REMOTE_CHECKSUM
    | REMOVE | RENAME | RESUME | ROLLBACK | RR | SCHEDULER | SCTP | SED | SERVER | SERVERS | SERVICE
    | SERVICES | SET | SH | SHOW | SIMULATE | SIP | SOURCE | STATS | STICKY | SYNC | TABLE | TCP
    | TEMPLATES | TEXT | TIMEOUTS | TO | TTL | TUNNEL | TWOS | UDP | UNDO | UNDRAIN | VERSION
    | WEIGHT | WITH | WITHIN | WLC | WRR | ZERO
    ;
