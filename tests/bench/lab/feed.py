"""Readers that wait for changes, and writers at a steady pace: how long after its commit a reader has a change."""
import datetime
import http.client
import json
import re
import socket
import statistics
import threading
import time

AT = re.compile(rb'"at":"([^"]+)"')
WRITERS = 8
CURSOR = re.compile(rb'"cursor":"([0-9a-f]{24})"\}$')


def age(at):
    """Milliseconds since an instant of the register, whose clock is ours."""
    written = datetime.datetime.fromisoformat(at.decode().replace("Z", "+00:00"))
    return (time.time() - written.timestamp()) * 1000


class Reader(threading.Thread):
    """Follows the feed; `ages` are those of the changes when they arrived."""

    def __init__(self, port, ending):
        super().__init__(daemon=True)
        self.port, self.ending, self.ages = port, ending, []
        self.ready = threading.Event()


class Events(Reader):
    def run(self):
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(b"GET /v1/changes?after=now HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
            rest = b""
            while not self.ending.is_set():
                rest += connection.recv(65536)
                *whole, rest = rest.split(b"\n\n")
                self.ready.set()
                self.ages += [age(at) for event in whole for at in AT.findall(event)]


class LongPoll(Reader):
    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        place = b"now"
        while not self.ending.is_set():
            connection.request("GET", f"/v1/changes?wait={0 if place == b'now' else 2}&after={place.decode()}")
            text = connection.getresponse().read()
            self.ready.set()
            self.ages += [age(at) for at in AT.findall(text)]
            place = CURSOR.search(text).group(1)
        connection.close()


class Writer(threading.Thread):
    """Changes one person so often a second."""

    def __init__(self, port, key, id, pace, ending):
        super().__init__(daemon=True)
        self.port, self.key, self.id, self.pace, self.ending = port, key, id, pace, ending
        self.written = 0

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        due = time.monotonic()
        while not self.ending.is_set():
            connection.request("PUT", f"/v1/persons/writer-{self.id}", json.dumps({"name": f"Navn {self.written}"}), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 400:
                raise RuntimeError(f"a write is refused: {answer.status}")
            self.written += 1
            due += 1 / self.pace
            time.sleep(max(0.0, due - time.monotonic()))
        connection.close()


def ages_of(kind, port, key, readers, writes_a_second, seconds):
    """(ages of all that arrived, writes a second that were reached)"""
    ending = threading.Event()
    following = [kind(port, ending) for _ in range(readers)]
    for reader in following:
        reader.start()
        reader.ready.wait(5)
    writers = [Writer(port, key, n, writes_a_second / WRITERS, ending) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(seconds)
    ending.set()
    for thread in [*writers, *following]:
        thread.join(20)
    return [age for reader in following for age in reader.ages], sum(writer.written for writer in writers) / seconds


def percentile(ages, share):
    return statistics.quantiles(ages, n=100, method="inclusive")[share - 1]
