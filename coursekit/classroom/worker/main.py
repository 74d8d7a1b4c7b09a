"""Start a worker: ``python -s -S -P -B main.py CONFIG``; requests on stdin, answers on stdout.

With ``modules`` in the configuration it starts a fork server: stdin is a socket then.
"""

import importlib.util
import json
import os
import sys


def main(config):
    """Set the worker up as ``config`` says and serve."""
    sys.path += config["paths"]
    _load_package(config["package"])
    if "modules" in config:
        _fork(config)
    else:
        _work(config)


def _work(config):
    reader, writer = _channel()
    from coursekit.classroom.worker import lockdown

    lockdown.apply(config)
    lockdown.end_with_parent()
    from coursekit.classroom.worker import jupyter
    from coursekit.classroom.worker.serving import Server

    jupyter.install(config["package"])
    _silence()
    Server(reader, writer).serve()


def _fork(config):
    import socket

    os.environ.update(config["environment"])
    control = socket.socket(fileno=os.dup(0))
    from coursekit.classroom.worker import forkserver, jupyter

    jupyter.install(config["package"])
    forkserver.load(config["modules"])
    _send_nowhere(0, 1, 2)
    forkserver.serve(control)


def _channel():
    """The pipes to the grader, away from the numbers that prints go to."""
    reader = os.fdopen(os.dup(0), "rb")
    writer = os.fdopen(os.dup(1), "wb")
    _send_nowhere(0, 1)
    return reader, writer


def _silence():
    """From here on nothing that is printed is kept: the texts of start-up were for the grader."""
    _send_nowhere(1, 2)


def _send_nowhere(*numbers):
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in numbers:
        os.dup2(nowhere, number)
    os.close(nowhere)


def _load_package(folder):
    """Import ``coursekit`` from its folder, without the folder around it on the path."""
    spec = importlib.util.spec_from_file_location(
        "coursekit", f"{folder}/__init__.py", submodule_search_locations=[folder]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["coursekit"] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    try:
        main(json.loads(sys.argv[1]))
    except BaseException as error:
        if type(error).__name__ != "Ended":
            raise
    os._exit(0)
