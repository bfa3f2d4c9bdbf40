# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""libzmq_socket.py TYPE: one socket that does what stdin says and tells on stdout what it receives.

A line in is 'set OPTION BYTES', 'enable OPTION', 'bind ENDPOINT', 'connect ENDPOINT', 'send FRAME...', 'admit
plain USER PASSWORD' or 'admit curve KEY', the last two for a ZAP handler in a thread. A line out is 'bound ENDPOINT',
'connecting', 'received FRAME...', or once 'watch' was a line in 'happened EVENT' for a handshake or connection that
ended badly. Bytes are hexadecimal, '-' is none. Ends with stdin.
"""

import os
import sys

import zmq
import zmq.auth.thread
import zmq.utils.monitor

from parent import say

FAILURES = (
    zmq.EVENT_DISCONNECTED
    | zmq.EVENT_HANDSHAKE_FAILED_AUTH
    | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL
    | zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL
)


class OneKey:
    def __init__(self, key):
        self.key = key

    def callback(self, domain, key):
        return key == self.key


def admit(context, mechanism, *credentials):
    authenticator = zmq.auth.thread.ThreadAuthenticator(context)
    authenticator.start()
    if mechanism == "plain":
        user, password = (word.decode() for word in credentials)
        authenticator.configure_plain(domain="*", passwords={user: password})
    else:
        authenticator.configure_curve_callback(domain="*", credentials_provider=OneKey(*credentials))
    return authenticator


AUTHENTICATORS = []


def decode(word):
    return b"" if word == "-" else bytes.fromhex(word)


def encode(frame):
    return frame.hex() or "-"


def obey(socket, command, *words):
    if command == "set":
        socket.setsockopt(getattr(zmq, words[0].upper()), decode(words[1]))
    elif command == "enable":
        socket.setsockopt(getattr(zmq, words[0].upper()), 1)
    elif command == "admit":
        AUTHENTICATORS.append(admit(socket.context, words[0], *map(decode, words[1:])))
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
    monitor = None
    while True:
        ready = dict(poller.poll())
        if monitor in ready:
            event = zmq.utils.monitor.recv_monitor_message(monitor)
            say("happened", zmq.Event(event["event"]).name)
        if socket in ready:
            say("received", *map(encode, socket.recv_multipart()))
        if stdin in ready:
            read = os.read(stdin, 65536)
            if not read:
                for authenticator in AUTHENTICATORS:
                    authenticator.stop()
                context.destroy(linger=0)
                return
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                if line == b"watch":
                    monitor = socket.get_monitor_socket(FAILURES)
                    poller.register(monitor, zmq.POLLIN)
                else:
                    obey(socket, *line.decode().split())


main(*sys.argv[1:])
