#!/bin/bash
VIP=192.168.0.1
PORT=80
RIP=(
192.168.1.2
192.168.1.3
)
start() {
	ip addr add $VIP/32 dev eth0
	ipvsadm -C
	ipvsadm --set 30 5 60
	ipvsadm -A -t $VIP:$PORT -s rr -p 20
	for ((i=0;i<${#RIP[*]};i++))
	do
		ipvsadm -a -t $VIP:$PORT -r ${RIP[$i]} -g -w 1
	done
}
stop() {
	ipvsadm -C
}
case "$1" in
	start)
		start ;;
	stop)
		stop ;;
	restart)
		stop
		start ;;
esac
