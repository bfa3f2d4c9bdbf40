# SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
"""The test that started this process, at the other end of stdin and stdout."""

import os
import sys
import threading


def say(*words):
    print(*words, flush=True)


def exit_with_parent():
    """Ends this process, whatever it is doing, as soon as the test or its JVM is gone."""

    def watch():
        while os.read(sys.stdin.fileno(), 4096):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
