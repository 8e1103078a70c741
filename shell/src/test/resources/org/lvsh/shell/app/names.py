#!/usr/bin/python3 -IS
"""Answers on TCP and UDP with a name, at every address of the namespace: names PORT NAME

An answer by UDP leaves from the address that was asked, a VIP or the server's own. The command says
that it listens, and lasts until it is ended.
"""

import socket
import sys
import threading

IPV6_FREEBIND = 78  # The VIPs are routes to lo, not addresses of it.


def bound(kind, port):
    ours = socket.socket(socket.AF_INET6, kind)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ours.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    ours.bind(("::", port))
    return ours


def answer_datagrams(ours, name):
    while True:
        _, asked, _, client = ours.recvmsg(256, 256)
        ours.sendmsg([name], asked, 0, client)


def answer_connections(listener, name):
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(5)
            try:
                connection.recv(256)
                connection.sendall(name)
            except OSError:
                pass  # What clients do wrong or leave undone is theirs.


def main():
    port, name = int(sys.argv[1]), sys.argv[2].encode() + b"\n"
    datagrams, listener = bound(socket.SOCK_DGRAM, port), bound(socket.SOCK_STREAM, port)
    datagrams.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
    datagrams.setsockopt(socket.IPPROTO_IPV6, IPV6_FREEBIND, 1)
    listener.listen(64)
    print("listening", flush=True)
    threading.Thread(target=answer_datagrams, args=(datagrams, name)).start()
    answer_connections(listener, name)


main()
