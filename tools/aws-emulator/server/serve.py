"""Runs the AWS emulator, one request at a time.

moto keeps everything in memory that its threads share without locks. When many requests came at once
some were answered with an error page, each time another.

For each request it also lists its own folder and the methods of its classes. That is done once here:
it took a third of the time of an answer.

Lambda functions answer at once and do nothing, rather than run in a container.

A bucket policy that denies what comes without TLS denies nothing here: moto judges statements without
their conditions, and whoever asks AWS does so by TLS.
"""

import functools
import json
import os
import threading

from moto import server
from moto.core import responses
from moto.core.config import default_user_config
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.s3.models import FakeBucket

DomainDispatcherApplication.get_backend_for_host = functools.cache(
    DomainDispatcherApplication.get_backend_for_host
)
responses.method_names_from_class = functools.cache(responses.method_names_from_class)

default_user_config["lambda"]["use_docker"] = False


def is_about_missing_tls(statement):
    return statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}


def permission_over_tls(bucket, action, resource):
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(bucket.policy)
    statements = [it for it in policy["Statement"] if not is_about_missing_tls(it)]
    applying = json.dumps({**policy, "Statement": statements})
    return IAMPolicy(applying).is_action_permitted(action, resource)


FakeBucket.get_permission = permission_over_tls

run_simple = server.run_simple
turn = threading.Lock()


def one_at_a_time(app):
    def answer(environ, start_response):
        with turn:
            return app(environ, start_response)

    return answer


def main() -> None:
    server.signal_handler = lambda signum, frame: os._exit(0)
    server.run_simple = lambda host, port, app, **options: run_simple(
        host, port, one_at_a_time(app), **options
    )
    server.main()
