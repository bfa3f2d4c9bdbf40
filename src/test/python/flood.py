# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""flood.py ENDPOINT COUNT SIZE [SERVERKEY PUBLICKEY SECRETKEY]: pushes numbered messages as fast as it may, with keys
by CURVE; says 'sent SECONDS' at the end."""

import sys
import time

import zmq

from parent import exit_with_parent, say


def main(endpoint, count, size, *keys):
    exit_with_parent()
    context = zmq.Context()
    socket = context.socket(zmq.PUSH)
    if keys:
        socket.curve_serverkey, socket.curve_publickey, socket.curve_secretkey = (key.encode() for key in keys)
    socket.connect(endpoint)
    padding = b"." * (int(size) - 8)
    began = time.monotonic()
    for i in range(int(count)):
        socket.send(i.to_bytes(8, "big") + padding)
    say("sent", round(time.monotonic() - began, 3))
    socket.close(linger=60_000)
    context.term()


main(*sys.argv[1:])
