"""Runs the AWS emulator, one request at a time.

moto keeps everything in memory that its threads share without locks. When many requests came at once
some were answered with an error page, each time another.
"""

import threading

from moto import server

run_simple = server.run_simple
turn = threading.Lock()


def one_at_a_time(app):
    def answer(environ, start_response):
        with turn:
            return app(environ, start_response)

    return answer


def main() -> None:
    server.run_simple = lambda host, port, app, **options: run_simple(
        host, port, one_at_a_time(app), **options
    )
    server.main()


if __name__ == "__main__":
    main()
