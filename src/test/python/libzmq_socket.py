# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""libzmq_socket.py TYPE: one socket that does what stdin says and tells on stdout what it receives.

A line in is 'set OPTION BYTES', 'bind ENDPOINT', 'connect ENDPOINT' or 'send FRAME...'. A line out is
'bound ENDPOINT', 'connecting' or 'received FRAME...'. Bytes are hexadecimal, '-' is none. Ends with stdin.
"""

import os
import sys

import zmq

from parent import say


def decode(word):
    return b"" if word == "-" else bytes.fromhex(word)


def encode(frame):
    return frame.hex() or "-"


def obey(socket, command, *words):
    if command == "set":
        socket.setsockopt(getattr(zmq, words[0].upper()), decode(words[1]))
    elif command == "bind":
        socket.bind(words[0])
        say("bound", socket.last_endpoint.decode())
    elif command == "connect":
        socket.connect(words[0])
        say("connecting")
    elif command == "send":
        socket.send_multipart([decode(word) for word in words])
    else:
        raise ValueError(command)


def main(kind):
    context = zmq.Context()
    socket = context.socket(getattr(zmq, kind.upper()))
    socket.sndtimeo = 20_000
    stdin = sys.stdin.fileno()
    poller = zmq.Poller()
    poller.register(stdin, zmq.POLLIN)
    poller.register(socket, zmq.POLLIN)
    rest = b""
    while True:
        ready = dict(poller.poll())
        if socket in ready:
            say("received", *map(encode, socket.recv_multipart()))
        if stdin in ready:
            read = os.read(stdin, 65536)
            if not read:
                context.destroy(linger=0)
                return
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                obey(socket, *line.decode().split())


main(*sys.argv[1:])
