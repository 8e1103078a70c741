VIP=192.168.0.1
ipvsadm -A -t $VIP:80 -s rr
ipvsadm -a -t $VIP:80 -r $RIP -g
if ping -c1 192.168.1.2; then
  ipvsadm -a -t $VIP:80 -r 192.168.1.2 -g
fi
ipvsadm -a -t $VIP:80 -r 192.168.1.3 -b
ipvsadm -a -t $VIP:80 -r rs.example.com -g
ipvsadm -a -t $VIP:81 -r 192.168.1.3 -g
ipvsadm -R < /etc/ipvsadm.rules
