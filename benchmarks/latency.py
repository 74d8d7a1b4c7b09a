"""A long way between a page and its kernel: a relay on this machine that takes its time."""

import asyncio
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def delayed(address, seconds):
    """Yield an address that leads to ``address``, ``seconds`` further away there and back."""
    if not seconds:
        yield address
        return
    loop, there = asyncio.new_event_loop(), urlsplit(address)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    start = asyncio.start_server(_relay(there.hostname, there.port, seconds / 2), "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(start, loop).result(10)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def _relay(host, port, delay):
    """Return the handler of a connection: both ways, each piece ``delay`` seconds late."""

    async def handle(reader, writer):
        other_reader, other_writer = await asyncio.open_connection(host, port)
        both = _pass_on(reader, other_writer, delay), _pass_on(other_reader, writer, delay)
        await asyncio.gather(*both, return_exceptions=True)

    return handle


async def _pass_on(reader, writer, delay):
    loop = asyncio.get_running_loop()
    try:
        while data := await reader.read(65536):
            loop.call_later(delay, _write, writer, data)
    finally:
        loop.call_later(delay, writer.close)


def _write(writer, data):
    if not writer.is_closing():
        writer.write(data)
