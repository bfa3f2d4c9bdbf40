# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""push.py ENDPOINT COUNT: connects and pushes so many sample messages; says 'sent' once they are out."""

import sys

import zmq

from parent import exit_with_parent, say
from sample import message


def main(endpoint, count):
    exit_with_parent()
    context = zmq.Context()
    socket = context.socket(zmq.PUSH)
    socket.connect(endpoint)
    for i in range(int(count)):
        socket.send_multipart(message(i))
    socket.close()
    context.term()  # waits until TCP has everything
    say("sent", count)


main(*sys.argv[1:])
