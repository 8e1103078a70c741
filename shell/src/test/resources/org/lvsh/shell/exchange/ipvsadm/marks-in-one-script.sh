#!/bin/sh
IPTABLES=/sbin/iptables
IPVSADM=/sbin/ipvsadm
VIPS="192.168.0.1 192.168.0.2"
modprobe ip_vs
for vip in $VIPS; do
  $IPTABLES -t mangle -A PREROUTING -i eth0 -d $vip/32 -p tcp -m multiport --dports 80,443 -j MARK --set-mark 1
done
$IPTABLES -t mangle -A PREROUTING -d 192.168.0.3 -p tcp --dport 21 -j MARK --set-mark 21
$IPTABLES -t mangle -A PREROUTING -d 192.168.0.3 -p tcp --dport 10000:20000 -j MARK --set-mark 21
$IPTABLES -t nat -A POSTROUTING -s 192.168.1.0/24 -j MASQUERADE
$IPVSADM -A -f 1 -s wlc -p 600 && $IPVSADM -a -f 1 -r 192.168.1.2 -m || exit 1
$IPVSADM -a -f 1 -r 192.168.1.3 -m
$IPVSADM -A -f 21 -s rr -p 540
for n in 2 3; do $IPVSADM -a -f 21 -r 192.168.1.$n -m; done
