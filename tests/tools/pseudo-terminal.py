"""Runs a command on a terminal of its own and types into it.

Usage: pseudo-terminal.py '[["text to wait for", "what to type"], …]' command…
Prints what the terminal shows, and ends as the command does.
"""

import json
import os
import pty
import sys

steps, command = json.loads(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
unseen = ""
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:  # Linux says so at the end
        break
    if not chunk:
        break
    text = chunk.decode(errors="replace")
    sys.stdout.write(text)
    unseen += text
    if steps and steps[0][0] in unseen:
        os.write(terminal, steps.pop(0)[1].encode())
        unseen = ""
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
