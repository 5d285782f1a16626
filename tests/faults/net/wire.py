"""A small HTTP/1.1 server whose every byte a test decides: it parses requests strictly and sends what it is told,
cut off, reset, stalled or without end. Runs in a thread of its own; loopback only."""
import asyncio
import json
import socket
import struct
import threading


class Request:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body


class Reply:
    """Raw bytes, and what becomes of the connection: keep, close, reset, stall, or endless (the last byte for ever)."""

    def __init__(self, data, then="keep"):
        self.data, self.then = data, then


def reply(status, body=b"", headers=(), then="keep", reason="Said"):
    if isinstance(body, (dict, list)):
        body = json.dumps(body).encode() + b"\n"
        headers = [("Content-Type", "application/json"), *headers]
    if isinstance(body, str):
        body = body.encode()
    head = [f"HTTP/1.1 {status} {reason}"]
    names = {name.lower() for name, _ in headers}
    if "content-length" not in names and "transfer-encoding" not in names:
        head.append(f"Content-Length: {len(body)}")
    head += [f"{name}: {value}" for name, value in headers]
    return Reply(("\r\n".join(head) + "\r\n\r\n").encode() + body, then)


async def read_message(reader, is_request, no_body=False):
    """The start line, the headers as bytes and as a dict, and the body: (line, raw head, headers, body)."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        if ":" in line:
            name, value = line.split(":", 1)
            headers[name.strip().lower()] = value.strip()
    raw = b""
    if no_body:
        return lines[0], head, headers, raw
    if "chunked" in headers.get("transfer-encoding", "").lower():
        while True:
            size = await reader.readuntil(b"\r\n")
            chunk = await reader.readexactly(int(size.split(b";")[0], 16) + 2)
            raw += size + chunk
            if int(size.split(b";")[0], 16) == 0:
                break
    elif "content-length" in headers:
        raw = await reader.readexactly(int(headers["content-length"]))
    elif not is_request:
        raw = await reader.read()
    return lines[0], head, headers, raw


def reset(writer):
    """An RST rather than a polite end."""
    try:
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except (OSError, AttributeError):
        pass
    writer.transport.abort()


class Server:
    """Give it `answer(request) -> Reply`, or subclass it. `requests` counts what arrived whole."""

    def __init__(self, answer=None, ssl=None, greet=None, host="127.0.0.1"):
        self.answer_with, self.ssl, self.greet, self.host = answer, ssl, greet, host
        self.requests, self.connections, self.seen = 0, 0, []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.ready = threading.Event()
        self.thread.start()
        self.ready.wait()

    def answer(self, request):
        return self.answer_with(request)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_server(self._serve, self.host, 0, ssl=self.ssl, limit=1 << 23))
        self.port = self.server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    @property
    def url(self):
        return f"{'https' if self.ssl else 'http'}://127.0.0.1:{self.port}"

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    async def _serve(self, reader, writer):
        self.connections += 1
        try:
            if self.greet == "reset":
                return reset(writer)
            if self.greet:  # said to whoever comes, before they spoke
                writer.write(self.greet)
                return await writer.drain()
            while True:
                line, _, headers, body = await read_message(reader, True)
                method, path = line.split(" ")[:2]
                self.requests += 1
                request = Request(method, path, headers, body)
                self.seen.append((method, path))
                if not await self._send(writer, self.answer(request)):
                    return
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ValueError):
            pass
        finally:
            try:
                writer.close()
            except (ConnectionError, RuntimeError):
                pass

    @staticmethod
    async def _send(writer, said):
        writer.write(said.data)
        await writer.drain()
        if said.then == "stall":
            await asyncio.sleep(600)
        while said.then == "endless":
            writer.write(said.data[-1:] * 65536)
            await writer.drain()
        if said.then == "reset":
            reset(writer)
        return said.then == "keep"
