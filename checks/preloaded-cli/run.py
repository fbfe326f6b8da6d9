"""Has `serve.py` run an AWS CLI command. Who writes this program puts its address in.

It runs for every command, so it imports next to nothing: `socket` and `json` would take longer to
load than all the rest.
"""

import _socket
import os
import sys

server = _socket.socket(_socket.AF_UNIX)
server.connect("@SERVER@")
arguments = [os.fsencode(argument) for argument in sys.argv[1:]]
variables = [name + b"=" + value for name, value in os.environb.items()]
texts = b"\0".join([str(len(arguments)).encode(), *arguments, *variables])
message = str(len(texts)).encode() + b"\n" + texts
streams = b"".join(stream.to_bytes(4, sys.byteorder) for stream in range(3))
sent = server.sendmsg([message], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
server.sendall(message[sent:])
code = server.recv(1)
sys.exit(code[0] if code else 1)
