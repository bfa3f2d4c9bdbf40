# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""pull.py COUNT: says 'bound ENDPOINT', pulls so many messages, and says 'verdict ok' or what differs."""

import sys

import zmq

from parent import exit_with_parent, say
from sample import message


def judge(socket, count):
    for i in range(count):
        expected = message(i)
        found = socket.recv_multipart()
        if found != expected:
            return f"message {i}: expected {show(expected)}, found {show(found)}"
    return f"more than {count} messages" if socket.poll(100) else "ok"


def show(frames):
    return [frame[:16].hex() + f" ({len(frame)} B)" for frame in frames]


def main(count):
    exit_with_parent()
    socket = zmq.Context().socket(zmq.PULL)
    socket.bind("tcp://127.0.0.1:*")
    say("bound", socket.last_endpoint.decode())
    say("verdict", judge(socket, int(count)))


main(*sys.argv[1:])
