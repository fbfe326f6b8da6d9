"""Runs AWS CLI commands, each in a process of its own that has the CLI loaded already.

Loading it takes much longer than most commands. `run.py` hands over a command: its arguments and
environment as JSON, and its standard streams. It gets the exit code back; when it goes away before,
the command is ended. The server ends when its standard input is closed, however that happens.
"""

import array
import json
import os
import selectors
import signal
import socket
import sys
import threading

import awscli.clidriver
import botocore.endpoint
import botocore.httpsession


def main():
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    driver = awscli.clidriver.create_clidriver()
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    selector.register(sys.stdin, selectors.EVENT_READ)
    print("ready", flush=True)
    while True:
        ready = [key.fileobj for key, _ in selector.select()]
        if sys.stdin in ready:
            os._exit(0)
        connection, _ = listener.accept()
        run(driver, listener, connection)


def run(driver, listener, connection):
    text, streams = receive(connection)
    command = json.loads(text)
    load(driver, command["args"])
    if os.fork() == 0:
        listener.close()
        for target, stream in enumerate(streams):
            os.dup2(stream, target)
        os.environ.clear()
        os.environ.update(command["environment"])
        threading.Thread(target=end_with, args=[connection], daemon=True).start()
        try:
            connection.sendall(bytes([result_of(driver, command["args"])]))
        finally:
            os._exit(0)
    connection.close()
    for stream in streams:
        os.close(stream)


def receive(connection):
    """The command as text, and the descriptors of its standard streams."""
    descriptors = array.array("i")
    data = b""
    while not data.endswith(b"\n"):
        part, ancillary, _, _ = connection.recvmsg(1 << 20, socket.CMSG_LEN(3 * descriptors.itemsize))
        for _, _, content in ancillary:
            descriptors.frombytes(content)
        data += part
    return data, descriptors


def load(driver, args):
    """Reads what the CLI knows of a service, for this command and all later ones."""
    command = driver.create_help_command().command_table.get(args[0] if args else "")
    model = getattr(command, "service_model", None)
    if model is not None:
        loader = driver.session.get_component("data_loader")
        loader.load_service_model(model.service_name, "endpoint-rule-set-1")


def result_of(driver, args):
    try:
        code = driver.main(args)
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    return code or 0


def end_with(connection):
    connection.recv(1)
    os._exit(1)


main()
