iptables -t mangle -A PREROUTING -d 192.168.0.1 -p tcp --dport 80 -j MARK --set-mark 5
iptables -t mangle -A PREROUTING -d 192.168.0.1 -p udp --dport 80 -j MARK --set-mark 5
ip6tables -t mangle -A PREROUTING -d 2001:db8::1 -p tcp --dport 80 -j MARK --set-mark 5
ip6tables -t mangle -A PREROUTING -d 2001:db8::1 -p udp --dport 80 -j MARK --set-mark 5
ipvsadm -A -f 5 -s lc
ipvsadm -a -f 5 -r 192.168.1.2
ipvsadm -A -f 5 -6 -s lc
ipvsadm -a -f 5 -6 -r 2001:db8:1::2
