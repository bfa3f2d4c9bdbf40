# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""stranger.py KEY JSON...: what the application in src/it/stranger talks with, each pattern once.

KEY is the public one of its CURVE server, each JSON what a verticle of its answered to 'list'. Says what it got.
"""

import json
import sys
import threading

import zmq

from parent import exit_with_parent, say

SECONDS = 20
CONTEXT = zmq.Context()
JSON = b'{"content-type": "application/json"}'


def socket(kind, endpoint, **options):
    made = CONTEXT.socket(kind)
    made.rcvtimeo = SECONDS * 1000
    for name, value in options.items():
        setattr(made, name, value)
    made.connect(endpoint)
    return made


def pipeline(tasks, results):
    name, content = socket(zmq.PULL, tasks).recv_multipart()
    socket(zmq.PUSH, results).send_string(f"{name.decode()}d {len(content)} bytes")


def pubsub(news, reader):
    subscriber = socket(zmq.SUB, news)
    subscriber.subscribe("weather")
    say("pubsub:", subscriber.recv_string())
    publisher = socket(zmq.XPUB, reader)
    publisher.recv()  # there is a subscription, so nothing gets lost
    publisher.send_string("sports: 1:0")


def rpc(adder, greeter):
    service = socket(zmq.REP, adder)
    service.send_json({"sum": sum(service.recv_json())})
    client = socket(zmq.REQ, greeter)
    for name in ["Ada", ""]:
        client.send_string(name)
        say("rpc:", *(frame.decode() for frame in client.recv_multipart()))


def routing(desk):
    guest = socket(zmq.DEALER, desk, routing_id=b"guest-1")
    guest.send_string("good day")
    say("routing:", guest.recv_string())


def broker(clients, servers):
    def serve():
        server = socket(zmq.REP, servers)
        server.send_string("the answer to " + server.recv_string())

    threading.Thread(target=serve).start()
    client = socket(zmq.REQ, clients)
    client.send_string("a question")
    say("broker:", client.recv_string())


def gateway(edge):
    client = socket(zmq.DEALER, edge)
    client.send_multipart([b"request", b"1", b"greetings", JSON, b'{"name": "Ada"}'])
    say("gateway:", client.recv_multipart()[3].decode())
    client.send_multipart([b"register", b"news.weather"])
    say("gateway:", *(frame.decode() for frame in client.recv_multipart()))
    say("gateway:", client.recv_multipart()[4].decode())


def secured(door, key):
    public, secret = zmq.curve_keypair()
    visitor = socket(
        zmq.PUSH, door, curve_serverkey=key.encode(), curve_publickey=public, curve_secretkey=secret
    )
    visitor.send_string("good morning")


def main(key, *verticles):
    exit_with_parent()
    for verticle in map(json.loads, verticles):
        given = {each["name"]: each["endpoints"][0] for each in verticle["sockets"]}
        if verticle["name"] == "secured":
            given["key"] = key
        globals()[verticle["name"]](**given)
    CONTEXT.destroy(linger=SECONDS * 1000)
    say("done")


main(*sys.argv[1:])
