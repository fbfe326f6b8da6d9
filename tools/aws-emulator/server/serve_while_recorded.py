"""Runs the AWS emulator as long as a file names its process.

Its parent ends before it does. Whoever needs the emulator finds it by the file, so when the file is gone
or names another process, nobody can find this one any more and it ends. The parent writes the file as
soon as it knows the process; if it was killed before it could, this process ends too.
"""

import json
import os
import sys
import threading
import time

# Seconds that the parent has to write the file, and between two looks at it.
GRACE = 10
INTERVAL = 0.5


def named_in(record: str) -> bool:
    try:
        with open(record, encoding="utf-8") as file:
            return json.load(file)["pid"] == os.getpid()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def stop_unless_recorded(record: str) -> None:
    deadline = time.monotonic() + GRACE
    while named_in(record) or time.monotonic() < deadline:
        if named_in(record):
            deadline = 0
        time.sleep(INTERVAL)
    os._exit(0)


threading.Thread(target=stop_unless_recorded, args=(sys.argv.pop(1),), daemon=True).start()

from serve import main  # noqa: E402

main()
