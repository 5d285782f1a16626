"""A proxy that loses things: proxy.py UPSTREAM_PORT [--loss 0.3] [--seed N] [--reorder 0.2].
Of each hundred requests so many are lost, each in one of six ways, two of them after the server has stored what
it was sent; others are held back a little, so that they overtake each other. Prints its port, and counts at the end."""
import argparse
import asyncio
import collections
import os
import random
import re
import signal

from wire import read_message, reset

WAYS = ("refused", "upload cut", "reset", "reply lost", "reply cut", "reply cut and reset")


class Proxy:
    def __init__(self, upstream, loss=0.3, reorder=0.2, seed=1):
        self.upstream, self.loss, self.reorder = upstream, loss, reorder
        self.chance = random.Random(seed)
        self.counts = collections.Counter()

    async def start(self, port=0):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", port, limit=1 << 23)
        return self.server.sockets[0].getsockname()[1]

    def fate(self):
        self.counts["requests"] += 1
        if self.chance.random() >= self.loss:
            return "through"
        way = self.chance.choice(WAYS)
        self.counts[way] += 1
        return way

    async def serve(self, reader, writer):
        there = None
        try:
            while True:
                line, head, headers, body = await read_message(reader, True)
                fate = self.fate()
                if self.chance.random() < self.reorder:
                    self.counts["held back"] += 1
                    await asyncio.sleep(self.chance.random() * 0.03)
                if fate == "refused":
                    return
                if fate == "reset":
                    return reset(writer)
                if there is None:
                    there = await asyncio.open_connection("127.0.0.1", self.upstream, limit=1 << 23)
                # A Destination (WebDAV's MOVE) names the address it was asked at: the server must know it as its own.
                head = re.sub(rb"(?im)^(Destination: *https?://[^/:]+):\d+", rb"\g<1>:%d" % self.upstream, head)
                head = re.sub(rb"(?im)^(Host: *[^:\r\n]+):\d+", rb"\g<1>:%d" % self.upstream, head)
                if fate == "upload cut":
                    whole = head + body
                    there[1].write(whole[: self.chance.randrange(1, len(whole))])
                    await there[1].drain()
                    return
                there[1].write(head + body)
                await there[1].drain()
                answer = await self.answer_of(there[0], line)
                if answer is None:  # the server had closed an idle connection
                    there = None
                    return
                if fate == "reply lost":
                    return reset(writer)
                if fate.startswith("reply cut"):
                    writer.write(answer[: self.chance.randrange(0, len(answer))])
                    await writer.drain()
                    return reset(writer) if fate.endswith("reset") else None
                writer.write(answer)
                await writer.drain()
                if b"connection: close" in answer.split(b"\r\n\r\n")[0].lower():
                    return
        except (asyncio.IncompleteReadError, ConnectionError, OSError, ValueError):
            pass
        finally:
            for end in (writer, there and there[1]):
                try:
                    end and end.close()
                except (ConnectionError, RuntimeError):
                    pass

    @staticmethod
    async def answer_of(reader, request_line):
        try:
            while True:
                line, head, _, _ = await read_message(reader, False, no_body=True)
                if " 100 " not in line:
                    break
            status = int(line.split(" ")[1])
            if request_line.startswith("HEAD") or status in (204, 304):
                return head
            headers = head.decode("latin-1").lower()
            if "transfer-encoding: chunked" in headers:
                raw = b""
                while True:
                    size = await reader.readuntil(b"\r\n")
                    count = int(size.split(b";")[0], 16)
                    raw += size + await reader.readexactly(count + 2)
                    if count == 0:
                        return head + raw
            found = re.search(r"\r\ncontent-length: *(\d+)", headers)
            return head + (await reader.readexactly(int(found.group(1))) if found else await reader.read())
        except (asyncio.IncompleteReadError, ConnectionError):
            return None


async def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("upstream", type=int)
    arguments.add_argument("--loss", type=float, default=0.3)
    arguments.add_argument("--reorder", type=float, default=0.2)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    proxy = Proxy(given.upstream, given.loss, given.reorder, given.seed)
    print(await proxy.start(), flush=True)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    print(", ".join(f"{name} {count}" for name, count in sorted(proxy.counts.items())), flush=True)
    os._exit(0)  # what is still under way is meant to be lost


if __name__ == "__main__":
    asyncio.run(main())
