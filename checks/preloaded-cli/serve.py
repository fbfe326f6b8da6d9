"""Runs AWS CLI commands, each in a process of its own that has the CLI loaded already.

Loading it takes much longer than most commands. `run.py` hands over a command: its arguments and
environment, and its standard streams. It gets the exit code back; when it goes away before, the
command is ended. The server ends when its standard input is closed, however that happens.
"""

import array
import contextlib
import gc
import os
import selectors
import signal
import socket
import sys
import threading

import awscli.clidriver
import botocore.endpoint
import botocore.exceptions
import botocore.httpsession

# Nothing that is loaded goes away, and a look at it copies it into the process of each command.
gc.disable()


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
    try:
        args, environment, streams = receive(connection)
    except ConnectionError:
        connection.close()
        return
    load(driver, args)
    if os.fork() == 0:
        listener.close()
        for target, stream in enumerate(streams):
            os.dup2(stream, target)
        os.environb.clear()
        os.environb.update(environment)
        threading.Thread(target=end_with, args=[connection], daemon=True).start()
        try:
            connection.sendall(bytes([result_of(driver, args)]))
        finally:
            os._exit(0)
    connection.close()
    for stream in streams:
        os.close(stream)


def receive(connection):
    """The arguments of a command, its environment, and the descriptors of its standard streams."""
    descriptors = array.array("i")
    data = b""
    length = None
    while length is None or len(data) < length:
        part, ancillary, _, _ = connection.recvmsg(1 << 20, socket.CMSG_LEN(3 * descriptors.itemsize))
        for _, _, content in ancillary:
            descriptors.frombytes(content)
        if not part:
            raise ConnectionError("The command was gone before it was told.")
        data += part
        if length is None and b"\n" in data:
            size, data = data.split(b"\n", 1)
            length = int(size)
    count, *texts = data.split(b"\0")
    args = [os.fsdecode(text) for text in texts[: int(count)]]
    environment = dict(text.split(b"=", 1) for text in texts[int(count) :])
    return args, environment, descriptors


loaded = set()


def load(driver, args):
    """Has what the CLI reads and makes for an operation kept, for this command and all later ones."""
    service, operation = [*args, "", ""][:2]
    if (service, operation) in loaded:
        return
    loaded.add((service, operation))
    # A driver of its own: no command finds settings of another in its session, just the files.
    own = awscli.clidriver.create_clidriver()
    own.session.register_component("data_loader", driver.session.get_component("data_loader"))
    command = own.create_help_command().command_table.get(service)
    model = getattr(command, "service_model", None)
    if model is None:
        return
    credentials = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
    # What is wrong with the settings of this process is for the commands themselves to say.
    with contextlib.suppress(botocore.exceptions.BotoCoreError):
        own.session.create_client(model.service_name, "us-east-1", **credentials)
    command.create_help_command().command_table.get(operation)


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
