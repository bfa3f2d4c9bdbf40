# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""bridge_crowd.py ENDPOINT CLIENTS COUNT: so many clients that each ask 'echo' so often, all at once.

Half of them are REQ sockets. Says 'verdict ok ANSWERS' once each has its own answers, or what differs.
"""

import json
import sys

import zmq

from parent import exit_with_parent, say

HEADERS = json.dumps({"content-type": "application/json"}).encode()


def ask(socket, i, n):
    frames = [b"request", f"{i}-{n}".encode(), b"echo", HEADERS, json.dumps([i, n]).encode()]
    socket.send_multipart(frames)


def main(endpoint, clients, count):
    exit_with_parent()
    context = zmq.Context()
    poller = zmq.Poller()
    asked = {}
    for i in range(int(clients)):
        socket = context.socket(zmq.REQ if i % 2 else zmq.DEALER)
        socket.connect(endpoint)
        poller.register(socket, zmq.POLLIN)
        ask(socket, i, 0)
        asked[socket] = i, 0
    answers = 0
    while asked:
        ready = poller.poll(30_000)
        if not ready:
            say("verdict", "no answer for", list(asked.values()))
            return
        for socket, _ in ready:
            i, n = asked.pop(socket)
            kind, number, headers, body = socket.recv_multipart()
            if (kind, number, json.loads(body)) != (b"reply", f"{i}-{n}".encode(), [i, n]):
                say("verdict", i, n, "got", kind, number, body)
                return
            answers += 1
            if n + 1 < int(count):
                ask(socket, i, n + 1)
                asked[socket] = i, n + 1
    say("verdict ok", answers)


main(*sys.argv[1:])
