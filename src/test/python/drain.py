# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""drain.py ENDPOINT COUNT: pulls so many numbered messages, and says 'drained COUNT in order' or what differs."""

import sys

import zmq

from parent import exit_with_parent, say


def main(endpoint, count):
    exit_with_parent()
    socket = zmq.Context().socket(zmq.PULL)
    socket.connect(endpoint)
    for expected in range(int(count)):
        found = int.from_bytes(socket.recv()[:8], "big")
        if found != expected:
            say("drained", found, "instead of", expected)
            return
    say("drained", count, "in order")


main(*sys.argv[1:])
