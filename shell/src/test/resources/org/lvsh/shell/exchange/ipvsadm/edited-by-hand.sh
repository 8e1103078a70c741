ipvsadm -At 192.168.0.1:80 -s rr
ipvsadm -at 192.168.0.1:80 -r 192.168.1.2:80 -m -w 3
ipvsadm -at 192.168.0.1:80 -r 192.168.1.3:80 -m
ipvsadm -at 192.168.0.1:80 -r 192.168.1.4:80 -m
ipvsadm -E -t 192.168.0.1:80 -s wrr -p
ipvsadm -e -t 192.168.0.1:80 -r 192.168.1.2:80 -w 5   # forgets -m
ipvsadm -d -t 192.168.0.1:80 -r 192.168.1.4:80
ipvsadm -A -t 192.168.0.1:81
ipvsadm -D -t 192.168.0.1:81
ipvsadm -Ln --stats
