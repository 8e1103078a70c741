/*
 * The words of the language. Keywords are their own tokens, so that what can come next is read off
 * the grammar; whatever else stands between blanks and separators is one WORD, and what it means
 * (an address, a port, a time) is told where it is used.
 */
lexer grammar LvshLexer;

COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
CONTINUATION : '\\' [ \t]* ('\r\n' | '\n' | '\r') -> channel(HIDDEN) ;
NEWLINE : '\r\n' | '\n' | '\r' ;
SPACE : [ \t]+ -> channel(HIDDEN) ;
SEMICOLON : ';' ;
COMMA : ',' ;
EQUALS : '=' ;

ACTIVE : 'active' ;
ADD : 'add' ;
ADOPT : 'adopt' ;
AGAINST : 'against' ;
ALL : 'all' ;
ALLOW : 'allow' ;
ANY : 'any' ;
APPLY : 'apply' ;
AS : 'as' ;
AUTO : 'auto' ;
BACK : 'back' ;
BACKUP : 'backup' ;
BY : 'by' ;
BYTES : 'bytes' ;
CANDIDATE : 'candidate' ;
CHECK : 'check' ;
CHECKSUM : 'checksum' ;
CLIENT : 'client' ;
CLIENTS : 'clients' ;
CLOCK : 'clock' ;
COMMANDS : 'commands' ;
CONFIRM : 'confirm' ;
CONNECTIONS : 'connections' ;
COUNT : 'count' ;
DH : 'dh' ;
DIRECT : 'direct' ;
DISCARD : 'discard' ;
DOCTOR : 'doctor' ;
DRAIN : 'drain' ;
DRIFT : 'drift' ;
EVERY : 'every' ;
EXIT : 'exit' ;
EXPIRES : 'expires' ;
EXPLAIN : 'explain' ;
EXPORT : 'export' ;
FALLBACK : 'fallback' ;
FIN : 'fin' ;
FINISH : 'finish' ;
FO : 'fo' ;
FOR : 'for' ;
FORMAT : 'format' ;
FORWARD : 'forward' ;
FROM : 'from' ;
GRE : 'gre' ;
GROUP : 'group' ;
GUE : 'gue' ;
HELP : 'help' ;
HISTORY : 'history' ;
HOST : 'host' ;
HTTP : 'http' ;
ID : 'id' ;
IMPORT : 'import' ;
IN : 'in' ;
INACTIVE : 'inactive' ;
INCLUDE : 'include' ;
IPIP : 'ipip' ;
IPTABLES : 'iptables' ;
IPV4 : 'ipv4' ;
IPV6 : 'ipv6' ;
IPVSADM : 'ipvsadm' ;
JSON : 'json' ;
KEEP : 'keep' ;
KEEPALIVED : 'keepalived' ;
KERNEL : 'kernel' ;
LBLC : 'lblc' ;
LBLCR : 'lblcr' ;
LC : 'lc' ;
LDIRECTORD : 'ldirectord' ;
LET : 'let' ;
LIMIT : 'limit' ;
LVS : 'lvs' ;
MARK : 'mark' ;
MARKDOWN : 'markdown' ;
MARKS : 'marks' ;
MASK : 'mask' ;
MASQUERADE : 'masquerade' ;
MASTER : 'master' ;
MAX_LENGTH : 'max-length' ;
MH : 'mh' ;
NFT : 'nft' ;
NO : 'no' ;
NO_CHECKSUM : 'no-checksum' ;
NQ : 'nq' ;
ON : 'on' ;
ONE_PACKET : 'one-packet' ;
OVF : 'ovf' ;
PACKETS : 'packets' ;
PARTIAL : 'partial' ;
PER : 'per' ;
PERSISTENT : 'persistent' ;
PLAN : 'plan' ;
POOL : 'pool' ;
POOLS : 'pools' ;
PORT : 'port' ;
PORTS : 'ports' ;
PROBE : 'probe' ;
QUIT : 'quit' ;
RATES : 'rates' ;
RECOVER : 'recover' ;
REMOTE_CHECKSUM : 'remote-checksum' ;
REMOVE : 'remove' ;
RENAME : 'rename' ;
RESUME : 'resume' ;
REVERSED : 'reversed' ;
ROLLBACK : 'rollback' ;
RR : 'rr' ;
SCHEDULER : 'scheduler' ;
SCTP : 'sctp' ;
SED : 'sed' ;
SERVER : 'server' ;
SERVERS : 'servers' ;
SERVICE : 'service' ;
SERVICES : 'services' ;
SET : 'set' ;
SH : 'sh' ;
SHOW : 'show' ;
SIMULATE : 'simulate' ;
SIP : 'sip' ;
SOURCE : 'source' ;
STATE : 'state' ;
STATS : 'stats' ;
STICKY : 'sticky' ;
SYNC : 'sync' ;
TABLE : 'table' ;
TCP : 'tcp' ;
TEMPLATES : 'templates' ;
TEXT : 'text' ;
TIMEOUTS : 'timeouts' ;
TLS : 'tls' ;
TO : 'to' ;
TRACE : 'trace' ;
TTL : 'ttl' ;
TUNNEL : 'tunnel' ;
TWOS : 'twos' ;
UDP : 'udp' ;
UNDRAIN : 'undrain' ;
UNDO : 'undo' ;
VERSION : 'version' ;
VIRTUAL : 'virtual' ;
WATCH : 'watch' ;
WEIGHT : 'weight' ;
WITH : 'with' ;
WITHIN : 'within' ;
WLC : 'wlc' ;
WRR : 'wrr' ;
ZERO : 'zero' ;

STRING : '"' ( ~["\\\r\n] | '\\' ["\\] )* '"' ;
WORD : WORD_CHARACTER+ ;
STRAY : . ;

// Letters, marks and digits of all scripts, and what else stands between those of one script. Exact
// sets have many hundred ranges, which Java reads more slowly at each start than all else in here.
fragment WORD_CHARACTER
  : [A-Za-z0-9_.:/\-[\]+~@%*$]
  | [\u00AA\u00B2-\u00B3\u00B5\u00B9-\u00BA\u00BC-\u00BE\u00C0-\u00D6\u00D8-\u00F6]
  | [\u00F8-\u02C1\u02C6-\u02D1\u02E0-\u02E4\u02EC\u02EE\u0300-\u05F2\u0610-\u061A]
  | [\u0620-\u06DC\u06DF-\u06FF\u0710-\u088E\u0898-\u08E1\u08E3-\u167F\u1681-\u180D]
  | [\u180F-\u1FFC\u2070-\u2079\u207F-\u2089\u2090-\u209C\u20D0-\u20F0\u2102\u2107]
  | [\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128\u212A-\u212D\u212F-\u2139]
  | [\u213C-\u213F\u2145-\u2149\u214E\u2150-\u2189\u2460-\u249B\u24EA-\u24FF\u2776-\u2793]
  | [\u2C00-\u2E2F\u3005-\uD7FB\uF900-\uFE0F\uFE20-\uFE2F\uFE70-\uFEFC\uFF10-\uFF19]
  | [\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFDC\u{10000}-\u{110BA}\u{110C2}\u{110D0}-\u{1342E}]
  | [\u{14400}-\u{1BC9E}\u{1CF00}-\u{1D172}\u{1D17B}-\u{1EEBB}\u{1F100}-\u{1F10C}]
  | [\u{1FBF0}-\u{3134A}\u{E0100}-\u{E01EF}]
  ;
