# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""reqs.py ENDPOINT CLIENTS COUNT: so many REQ sockets that each ask so often, all at once.

Says 'verdict ok ANSWERS {CODE: ERRORS}' once each has its own answer or a zmq-error to each question, or what differs.
"""

import collections
import json
import sys

import zmq

from parent import exit_with_parent, say


def main(endpoint, clients, count):
    exit_with_parent()
    context = zmq.Context()
    poller = zmq.Poller()
    asked = {}
    for i in range(int(clients)):
        socket = context.socket(zmq.REQ)
        socket.connect(endpoint)
        poller.register(socket, zmq.POLLIN)
        ask(socket, i, 0, asked)
    answers = 0
    errors = collections.Counter()
    while asked:
        ready = poller.poll(20_000)
        if not ready:
            say("verdict", "no answer for", asked.values())
            return
        for socket, _ in ready:
            client, n = asked.pop(socket)
            answer = socket.recv_multipart()
            if answer == [b"re", f"{client} {n}".encode()]:
                answers += 1
            elif len(answer) == 2 and answer[0] == b"zmq-error":
                error = json.loads(answer[1])
                assert set(error) == {"code", "message"}, error
                errors[error["code"]] += 1
            else:
                say("verdict", client, n, "got", answer)
                return
            if n + 1 < int(count):
                ask(socket, client, n + 1, asked)
    say("verdict ok", answers, json.dumps(errors, sort_keys=True))


def ask(socket, client, n, asked):
    socket.send_string(f"{client} {n}")
    asked[socket] = client, n


main(*sys.argv[1:])
