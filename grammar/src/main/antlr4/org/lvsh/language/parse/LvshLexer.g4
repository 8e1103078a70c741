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

ADD : 'add' ;
AGAINST : 'against' ;
ALL : 'all' ;
ANY : 'any' ;
APPLY : 'apply' ;
AS : 'as' ;
AUTO : 'auto' ;
BY : 'by' ;
CANDIDATE : 'candidate' ;
CHECK : 'check' ;
CHECKSUM : 'checksum' ;
COMMANDS : 'commands' ;
DH : 'dh' ;
DIRECT : 'direct' ;
DISCARD : 'discard' ;
EXIT : 'exit' ;
EXPORT : 'export' ;
FALLBACK : 'fallback' ;
FO : 'fo' ;
FROM : 'from' ;
GRE : 'gre' ;
GUE : 'gue' ;
HELP : 'help' ;
IPIP : 'ipip' ;
IPV4 : 'ipv4' ;
IPV6 : 'ipv6' ;
IPVSADM : 'ipvsadm' ;
JSON : 'json' ;
LBLC : 'lblc' ;
LBLCR : 'lblcr' ;
LC : 'lc' ;
LIMIT : 'limit' ;
LVS : 'lvs' ;
MARK : 'mark' ;
MARKS : 'marks' ;
MASK : 'mask' ;
MASQUERADE : 'masquerade' ;
MH : 'mh' ;
NO : 'no' ;
NO_CHECKSUM : 'no-checksum' ;
NQ : 'nq' ;
ON : 'on' ;
ONE_PACKET : 'one-packet' ;
OVF : 'ovf' ;
PER : 'per' ;
PLAN : 'plan' ;
PORT : 'port' ;
PORTS : 'ports' ;
QUIT : 'quit' ;
REMOTE_CHECKSUM : 'remote-checksum' ;
REMOVE : 'remove' ;
RENAME : 'rename' ;
RESUME : 'resume' ;
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
SIP : 'sip' ;
STICKY : 'sticky' ;
TABLE : 'table' ;
TCP : 'tcp' ;
TEXT : 'text' ;
TO : 'to' ;
TUNNEL : 'tunnel' ;
TWOS : 'twos' ;
UDP : 'udp' ;
UNDO : 'undo' ;
VERSION : 'version' ;
WEIGHT : 'weight' ;
WITH : 'with' ;
WLC : 'wlc' ;
WRR : 'wrr' ;

STRING : '"' ( ~["\\\r\n] | '\\' ["\\] )* '"' ;
WORD : WORD_CHARACTER+ ;
STRAY : . ;

fragment WORD_CHARACTER : [\p{L}\p{M}\p{N}_.:/\-[\]+~@%*$] ;
