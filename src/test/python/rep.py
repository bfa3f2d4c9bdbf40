# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""rep.py NAME DELAY_MS bind|connect ENDPOINT: answers each question with NAME and the question, after a while.

Says 'ready ENDPOINT', and 'served' after the 100th answer.
"""

import sys
import time

import zmq

from parent import exit_with_parent, say


def main(name, delay, how, endpoint):
    exit_with_parent()
    socket = zmq.Context().socket(zmq.REP)
    getattr(socket, how)(endpoint)
    say("ready", socket.last_endpoint.decode())
    count = 0
    while True:
        question = socket.recv_multipart()
        time.sleep(int(delay) / 1000)
        socket.send_multipart([name.encode(), *question])
        count += 1
        if count == 100:
            say("served")


main(*sys.argv[1:])
