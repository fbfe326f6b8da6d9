"""Runs the AWS emulator until standard input closes.

The parent holds the other end of standard input. When it ends, however it ends, the pipe closes and
the emulator ends with it.
"""

import os
import sys
import threading

from serve import main


def stop_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=stop_with_parent, daemon=True).start()
main()
