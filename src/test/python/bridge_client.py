# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""The event bus through a bridge: see "Bridge" in the README. Bodies are bytes, str, or what JSON has. For one thread."""

import collections
import itertools
import json

import zmq

Message = collections.namedtuple("Message", "address token headers body")


class BridgeError(Exception):
    pass


def encode(body, headers):
    if isinstance(body, bytes):
        return json.dumps(headers or {}), body
    kind, text = ("text/plain", body) if isinstance(body, str) else ("application/json", json.dumps(body))
    return json.dumps({**(headers or {}), "content-type": kind}), text


def decode(headers, body):
    headers = json.loads(headers or b"{}")
    read = {"application/json": json.loads, "text/plain": bytes.decode}.get(headers.get("content-type"), bytes)
    return headers, read(body)


class BridgeClient:
    def __init__(self, endpoint, context=None):
        self.socket = (context or zmq.Context.instance()).socket(zmq.DEALER)
        self.socket.connect(endpoint)
        self.ids = itertools.count(1)
        self.messages = collections.deque()  # that came while something else was waited for

    def send(self, address, body, headers=None, verb="send"):
        self.tell(verb, address, *encode(body, headers))

    def publish(self, address, body, headers=None):
        self.send(address, body, headers, "publish")

    def request(self, address, body, headers=None, timeout=30):
        number = str(next(self.ids))
        self.tell("request", number, address, *encode(body, headers))
        return decode(*self.wait(timeout, b"reply", number.encode()))

    def register(self, address, verb="register", timeout=30):
        self.tell(verb, address)
        self.wait(timeout, verb.encode() + b"ed", address.encode())

    def unregister(self, address):
        self.register(address, "unregister")

    def reply(self, token, body, headers=None):
        self.send(token, body, headers, "reply")

    def ping(self):
        self.tell("ping")
        self.wait(30, b"pong")

    def receive(self, timeout=30):
        return self.messages.popleft() if self.messages else self.wait(timeout, b"message")

    def tell(self, *frames):
        self.socket.send_multipart([f if isinstance(f, bytes) else f.encode() for f in frames])

    def wait(self, timeout, *head):
        while self.socket.poll(timeout * 1000):
            frames = self.socket.recv_multipart()
            if frames[0] == b"message":
                self.messages.append(Message(frames[1].decode(), frames[2], *decode(*frames[3:])))
                if head == (b"message",):
                    return self.messages.popleft()
            elif frames[0] == b"error" and frames[1] in (b"", *head[1:2]):
                raise BridgeError(*map(json.loads(frames[2]).get, ("code", "message")))
            elif tuple(frames[: len(head)]) == head:
                return frames[len(head) :]
        raise TimeoutError(f"no {head} within {timeout} s")
