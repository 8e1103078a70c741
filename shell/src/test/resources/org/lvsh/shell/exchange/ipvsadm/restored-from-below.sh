#!/bin/sh
VIP=192.168.0.1
ipvsadm -C
ipvsadm -R <<EOF
-A -t $VIP:80 -s sh -b sh-port
-a -t $VIP:80 -r 192.168.1.2:80 -g -w 1
-A -u $VIP:53 -s rr -o
-a -u $VIP:53 -r 192.168.1.2:53 -m -w 1
EOF
sysctl -w net.ipv4.vs.expire_nodest_conn=1
ipvsadm --start-daemon master --mcast-interface eth0 --syncid 1
