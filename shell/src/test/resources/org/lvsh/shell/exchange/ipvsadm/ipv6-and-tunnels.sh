ipvsadm -A -t [2001:db8::1]:443 -s mh -b mh-port -p 300 -M 64
ipvsadm -a -t [2001:db8::1]:443 -r [2001:db8:1::2]:443 -i --tun-type gue --tun-port 6080 --tun-remcsum
ipvsadm -a -t [2001:db8::1]:443 -r 192.168.1.2:443 -i --tun-type gre --tun-csum -x 1000 -y 800
ipvsadm --add-service --fwmark-service 9 --ipv6 --scheduler=wrr
ipvsadm --add-server -f9 -6 --real-server 2001:db8:1::3 --gatewaying --weight 7
ipvsadm --add-service --sctp-service 192.168.0.1:2905 --scheduler fo
