# SPDX-License-Identifier: MIT
"""What the Python peers share: a process that does one workload at a time and says how long it took.

It is told where the database is by the variable QUOIN_BENCH_PEER (JSON: engine, host, port, user, password, database), and
what to do by lines of JSON on its standard input; each is answered by a line."""
import datetime
import json
import os
import sys
import time

COLUMNS = ("id", "title", "body", "views", "score", "created", "author")
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)


def options():
    return json.loads(os.environ["QUOIN_BENCH_PEER"])


def moment(milliseconds):
    return EPOCH + datetime.timedelta(milliseconds=milliseconds)


def milliseconds(value):
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return round((value - EPOCH) / datetime.timedelta(milliseconds=1))


class Peer:
    """The workloads are methods of their names; they leave objects in self.rows or numbers in self.numbers."""

    def __init__(self):
        self.given = []
        self.rows = []
        self.numbers = []

    def make(self, id, title, body, views, score, created, author):
        raise NotImplementedError

    def values(self, row):
        return [row.id, row.title, row.body, row.views, row.score, milliseconds(row.created), row.author_id]

    def begin_workload(self):
        """Not measured: what a process that serves requests does between two of them."""

    # --- the protocol

    def give(self, rows):
        self.given = [self.make(*row[:5], moment(row[5]), row[6]) for row in rows]

    def take(self):
        rows, self.rows = self.rows, []
        return [self.values(row) for row in rows]

    def serve(self):
        for line in sys.stdin:
            request = json.loads(line)
            name = request.pop("do")
            if name == "give":
                self.give(request["rows"])
                answer = {}
            elif name == "take":
                answer = {"rows": self.take(), "numbers": self.numbers}
                self.numbers = []
            else:
                self.begin_workload()
                start = time.perf_counter_ns()
                getattr(self, name)(**request)
                answer = {"ns": time.perf_counter_ns() - start}
            print(json.dumps(answer), flush=True)
