# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""bridge_worker.py ENDPOINT ADDRESS NAME: a client that says what it receives, and answers with its name.

Says 'registered', then 'got BODY' for each message, whose body is to be JSON. It doesn't answer 'keep'.
"""

import json
import sys

from bridge_client import BridgeClient
from parent import exit_with_parent, say


def main(endpoint, address, name):
    exit_with_parent()
    client = BridgeClient(endpoint)
    client.register(address)
    say("registered")
    while True:
        message = client.receive(3600)
        say("got", json.dumps(message.body))
        if message.token and message.body != "keep":
            client.reply(message.token, {"by": name, "of": message.body}, {"worker": name})


main(*sys.argv[1:])
