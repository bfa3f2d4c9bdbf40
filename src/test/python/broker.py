# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""broker.py [ENDPOINT]: a ROUTER/DEALER broker for requests.

Says 'frontend ENDPOINT'. Its backend is connected to ENDPOINT, or else bound: it says 'backend ENDPOINT', too.
"""

import sys

import zmq

from parent import exit_with_parent, say


def main(upstream=None):
    exit_with_parent()
    context = zmq.Context()
    frontend = context.socket(zmq.ROUTER)
    backend = context.socket(zmq.DEALER)
    frontend.bind("tcp://127.0.0.1:*")
    say("frontend", frontend.last_endpoint.decode())
    if upstream:
        backend.connect(upstream)
    else:
        backend.bind("tcp://127.0.0.1:*")
        say("backend", backend.last_endpoint.decode())
    zmq.proxy(frontend, backend)


main(*sys.argv[1:])
