#!/bin/bash
# chkconfig: 2345 90 10
. /etc/rc.d/init.d/functions
VIP=192.168.0.1
RIP1=192.168.1.2
RIP2=192.168.1.3
case "$1" in
  start)
    echo "starting the director"
    /sbin/ifconfig eth0:0 $VIP broadcast $VIP netmask 255.255.255.255 up
    /sbin/route add -host $VIP dev eth0:0
    echo 1 > /proc/sys/net/ipv4/ip_forward
    /sbin/iptables -F
    /sbin/ipvsadm -C
    /sbin/ipvsadm -A -t $VIP:80 -s rr
    /sbin/ipvsadm -a -t $VIP:80 -r $RIP1 -g -w 1
    /sbin/ipvsadm -a -t $VIP:80 -r $RIP2 -g -w 2
    /sbin/ipvsadm
    touch /var/lock/subsys/ipvsadm &> /dev/null
    ;;
  stop)
    /sbin/ipvsadm -C
    /sbin/ifconfig eth0:0 down
    ;;
  status)
    if [ ! -e /var/lock/subsys/ipvsadm ]; then
      echo stopped
    else
      ipvsadm -L -n
    fi
    ;;
  *)
    echo "usage: $0 {start|stop|status}"
    exit 1
esac
exit 0
