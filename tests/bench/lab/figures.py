"""The figures, by name: what is put against what, and the goal."""
import datetime
import json
import statistics
import subprocess
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass

from .database import SIZES, Pgbench
from .feed import Events, LongPoll, ages_of, percentile
from .load import Load, Request, middle, take_turns
from .processes import run, say

ONE = "/{spelling}/{id}"
MEMBERS = "/{spelling}/{id}?include=memberships"
LIST = "/v1/bodies?kind=council&limit=50&sort=name&validAt={day}"
SHORT_LIST = "/v1/bodies?kind=council&limit=10&sort=name&validAt={day}"
SEARCH = "/v1/bodies?limit=20&q=pasientmedvirkning&validAt={day}"
CHECK = "/v1/bodies/{id}/check?at={day}"
PAGE = "/{spelling}/{id}/page"
# How the service is asked for what it does not keep: under more addresses than it keeps answers. In all of these days
# the generated register looks the same, and all of these spellings are one path.
SPELLINGS = ["".join(f"%{ord(c):02x}" if n >> i & 1 else c for i, c in enumerate("v1/bodies")) for n in range(512) if not n & 4]
DAYS = [str(datetime.date(2026, 1, 1) + datetime.timedelta(days=n)) for n in range(3650)]
ASKED = 40_000
WRITTEN = (1, 512)  # persons that generate.py keeps for writing
IMPORTED = 4000
LOCK_TIMEOUT = 2.2
FOLLOWERS = 4  # more, and their own work on two cores is what is measured
WRITES_A_SECOND = 200
# What a check of the register looks at, as PostgreSQL ships it.
SWEPT = ["bodies", "rules", "memberships", "meetings"]
SWEEP = "/v1/checks?at=2026-11-01"
MEGABYTE = 1024 * 1024
HELLO_ULFIUS = "hello-ulfius, 2 loops"
ITEMS_OF_A_MEETING = 20  # as generate_items.py has it
SEARCH_GOALS = {1: 6, 8: 8, 32: 10}  # by the number of connections; times the p99 of GET
FACETS_GOAL = 15
WORST = ["avtale utvalg plan møte tjeneste gruppe rapport modell strategi nettverk system ordning", "sa ko he av mø ut pl rå sy fo ti be",
         "a b c d e f g h i j k l m n o p", "s", "2011 2012 2013 2014 2015 2016", '"avtale om plan" -møte rapport']


@dataclass
class Row:
    figure: str
    what: str
    ours: float
    unit: str
    against: str = ""
    theirs: float = None
    ratio: float = None  # ours against theirs
    goal: str = ""
    met: bool = None


class Lab:
    def __init__(self, programs, cluster, seconds, runs, items):
        self.programs, self.cluster, self.seconds, self.runs, self.items = programs, cluster, seconds, runs, items
        self.rows = []
        self.refusals = []  # answers that should not have been, of the figure that is being taken

    def database(self, size="large"):
        return self.cluster.register(size)

    def service(self, database):
        return self.programs.service(self.cluster.url(database))

    def copy(self, name):
        """A small register to be written to. PostgreSQL copies one only if nobody uses it."""
        self.programs.end_service(self.cluster.url(self.database("small")))
        return self.cluster.copy("small", name)

    def new_service(self, url, **settings):
        return self.programs.new_service(url, **settings)

    def load(self, requests, connections=64):
        return Load(self.programs.scratch, requests, connections)

    def capture(self, database, *requests):
        """What the service runs for each of the requests."""
        with self.cluster.statements_of(database, self.new_service) as (service, captured):
            answers = []
            for request in requests:
                fetch(service, request)
                answers.append(captured())
            return answers

    def pgbench(self, database, statements, clients=None, **options):
        return Pgbench(self.cluster, database, statements, clients or self.programs.pool, self.programs.scratch, **options)

    def note_refusals(self, name, results):
        """A figure with answers of 400 and above, or with broken connections, is none."""
        refused, broken = sum(r.refused for r in results), sum(r.broken for r in results)
        if refused or broken:
            self.refusals.append(f"{name}: {refused} answers of 400 and above, {broken} broken connections")

    def take(self, name):
        """Takes one figure: (rows, what went wrong or None)."""
        self.rows, self.refusals = [], []
        try:
            FIGURES[name](self)
        except (OSError, RuntimeError, ValueError, KeyError, IndexError, AttributeError, subprocess.SubprocessError) as error:
            return self.rows, f"{type(error).__name__}: {error}"
        return self.rows, "; ".join(self.refusals) or None

    def note(self, *row, **more):
        self.rows.append(Row(*row, **more))

    def rates(self, figure, what, sides, goals):
        """Runs the sides in turn, the service's being "service", and notes its rate against each other's. A side is
        (load, process) or a pgbench. `goals` maps a side to the ratio that is asked."""
        def measure(side):
            return side.rate(self.seconds) if isinstance(side, Pgbench) else side[0].put_on(side[1], self.seconds)
        results = take_turns({name: (lambda side=side: measure(side)) for name, side in sides.items()}, self.runs)
        medians = {}
        for name, found in results.items():
            if isinstance(sides[name], Pgbench):
                medians[name] = statistics.median(found)
            else:
                medians[name] = middle(found, lambda result: result.rate)
                self.note_refusals(name, found)
        ours = medians.pop("service")
        for name, theirs in medians.items():
            ratio, goal = ours / theirs if theirs else None, goals.get(name)
            self.note(figure, what, ours, "/s", name, theirs, ratio, goal and f"≥ {goal:g}", ratio >= goal if goal and ratio else None)
        return results["service"]


def fetch(process, request):
    message = urllib.request.Request(process.url(request.path), method=request.method, headers=request.headers or {},
                                     data=request.body and request.body.encode())
    with urllib.request.urlopen(message, timeout=30) as answer:
        return answer.headers, answer.read()


def address(path, id=0, n=0):
    return Request(path.format(id=id, day=DAYS[n % len(DAYS)], spelling=SPELLINGS[n % len(SPELLINGS)]))


def never_kept(size, path, ids=None):
    """Requests over the whole register, or for the first `ids`, no two of them the same."""
    ids = (ids or SIZES[size]) if "{id}" in path else 1
    ways = len(SPELLINGS) if "{spelling}" in path else len(DAYS)
    return [address(path, 1 + n % ids, n // ids) for n in range(min(ASKED, ways * ids))]


def kept(size, path="/v1/bodies/{id}"):
    """A hundred resources that are asked for again and again."""
    step = max(1, SIZES[size] // 100)
    return [address(path, n) for n in range(1, SIZES[size] + 1, step)]


def kept_list():
    """A hundred pages of a list that are asked for again and again."""
    return [address(LIST, n=n) for n in range(100)]


def with_peer(lab, database, requests, sides):
    """Puts the peer among the sides, once it has answered the same bytes."""
    peer = lab.programs.peer(lab.cluster.url(database))
    if not peer:
        return say("no Node: nothing is measured against the peer")
    for request in requests[:3]:
        if fetch(peer, request)[1] != fetch(lab.service(database), request)[1]:
            raise RuntimeError(f"the peer answers other bytes to {request.path}")
    sides["peer"] = (sides["service"][0], peer)


def read_figure(lab, figure, what, path, goals):
    """A GET that reads the database, against the statement alone and against the peer."""
    database = lab.database()
    requests = never_kept("large", path)
    last = str(SIZES["large"])
    statements = lab.capture(database, address(path, last))[0]
    sides = {"service": (lab.load(requests), lab.service(database)),
             "pgbench": lab.pgbench(database, statements, drawn={last: (1, last)} if "{id}" in path else None)}
    with_peer(lab, database, requests, sides)
    return lab.rates(figure, what, sides, goals)


def get_one(lab):
    results = read_figure(lab, "get-one", "GET one resource, from the database", ONE, {"pgbench": 0.5, "peer": 2.5})
    p50, p99 = (middle(results, lambda r: r.p50) / 1000, middle(results, lambda r: r.p99) / 1000)
    lab.note("get-one", "p99 of it at 64 connections", p99, " ms", "its p50", p50, p99 / p50, "≤ 4", p99 <= 4 * p50)


def list_fifty(lab):
    read_figure(lab, "list", "list of 50 with a filter and a sort", LIST, {"pgbench": 0.85, "peer": 3.5})


def members(lab):
    read_figure(lab, "members", "body with its current members", MEMBERS, {"pgbench": 0.8, "peer": 4})


def search(lab):
    read_figure(lab, "search", "full-text page of 20", SEARCH, {"pgbench": 0.9, "peer": 1.2})


def search_large(lab):
    """The first page of what is found among many items of agendas, each question a new one, against one resource by its key."""
    database = lab.cluster.items_register(lab.items)
    service = lab.new_service(lab.cluster.url(database), SAMRAD_CACHE_MB="0")
    meetings = lab.items // ITEMS_OF_A_MEETING
    asked = {}
    for kind, text in lab.cluster.items_queries(lab.items):
        prefix = "&prefix=true" if kind == "prefix" else ""
        asked.setdefault(kind, []).append(Request(f"/v1/search?q={urllib.parse.quote(text)}{prefix}"))
    asked["facets"] = [Request(request.path + "&facets=true") for request in asked["two words"]]
    asked["all kinds"] = [request for requests in zip(*asked.values()) for request in requests]
    point = [Request(f"/v1/meetings/m{1 + n * 7919 % meetings}") for n in range(ASKED)]
    try:
        for connections in SEARCH_GOALS:
            loads = {kind: lab.load(requests, connections) for kind, requests in {"GET": point, **asked}.items()}
            results = take_turns({kind: (lambda load=load: load.put_on(service, lab.seconds)) for kind, load in loads.items()}, lab.runs)
            one = middle(results["GET"], lambda r: r.p99) / 1000
            for kind in asked:
                late = middle(results[kind], lambda r: r.p99) / 1000
                lab.note_refusals(kind, results[kind])
                goal = {"all kinds": SEARCH_GOALS[connections], "facets": FACETS_GOAL}.get(kind)
                lab.note("search-large", f"p99 of a first page, {kind}, {connections} connections", late, " ms", "p99 of GET one resource", one,
                         late / one, f"≤ {goal}" if goal else "", late <= goal * one if goal else None)
        times = []
        for text in WORST:
            begin = time.monotonic()
            fetch(service, Request(f"/v1/search?q={urllib.parse.quote(text)}&prefix=true&facets=true"))
            times.append((time.monotonic() - begin) * 1000)
        lab.note("search-large", "the worst question there is", max(times), " ms", goal="≤ 250 ms", met=max(times) <= 250)
    finally:
        service.stop()


def unchanged(lab):
    """What the caller has already (304), and what the service may have at hand (200)."""
    service = lab.service(lab.database())
    again = kept("large")
    for request in again:
        request.headers = {"If-None-Match": fetch(service, request)[0]["ETag"]}
    for what, requests in [("GET unchanged since last asked (304)", again), ("GET one resource, asked again (200)", kept("large"))]:
        load = lab.load(requests)
        sides = {"service": (load, service), **{f"hello, {mode_name(threads)}": (load, lab.programs.hello(threads)) for threads in (2, 0)},
                 HELLO_ULFIUS: (load, lab.programs.hello_ulfius())}
        lab.rates("unchanged", what, sides, {HELLO_ULFIUS: 0.75})


def mode_name(threads):
    return f"{threads} epoll workers" if threads else "a thread per connection"


def person_put(id, text, key):
    document = {"name": "Kari Skriver", "note": {"nb": text}}
    return Request(f"/v1/persons/{id}", "PUT", {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
                   json.dumps(document, separators=(",", ":")))


def transaction_of(statements):
    """The writing transaction alone: who may write is asked before it, and others look at what changed after it."""
    texts = [text for text, _ in statements]
    return statements[texts.index("begin"):texts.index("commit") + 1]


def write(lab):
    database = lab.copy("bench_write")
    key = lab.cluster.write_key(database)
    last = WRITTEN[1]
    texts = ["Møte 1.", "Møte 2."]  # every write changes something, on both sides
    captured = lab.capture(database, *(person_put(last, text, key) for text in texts))
    statements = [statement for one in captured for statement in transaction_of(one)]
    requests = [person_put(1 + n % last, f"Møte {n}.", key) for n in range(ASKED)]
    sides = {"service": (lab.load(requests), lab.service(database)),
             "pgbench": lab.pgbench(database, statements, drawn={str(last): WRITTEN}, transactions=len(texts))}
    lab.rates("write", "PUT of a small resource", sides, {"pgbench": 0.6})


def slow(lab):
    database = lab.copy("bench_slow")
    key = lab.cluster.write_key(database)
    service = lab.service(database)
    fast = lab.load(never_kept("small", ONE), 56)
    with lab.cluster.row_lock(database, "persons", WRITTEN[1]):
        for connections in (1, 8):
            waiting = lab.load([person_put(WRITTEN[1], "Venter.", key)], connections)

            def beside():
                other = waiting.start(service, lab.seconds + 2)
                time.sleep(0.5)
                result = fast.put_on(service, lab.seconds)
                other.communicate()
                time.sleep(LOCK_TIMEOUT)  # what still waits holds a connection of the pool
                return result
            results = take_turns({"alone": lambda: fast.put_on(service, lab.seconds), "beside": beside}, lab.runs)
            alone, with_slow = (middle(results[name], lambda r: r.p99) / 1000 for name in ("alone", "beside"))
            refused = sum(r.refused + r.broken for r in results["beside"])
            what = f"p99 of GET beside {connections} waiting for a row lock" + (f" ({refused} refused)" if refused else "")
            lab.note("slow", what, with_slow, " ms", "alone", alone, with_slow / alone, "≤ 2",
                     with_slow <= 2 * alone and not refused)


def memory(lab):
    service = lab.new_service(lab.cluster.url(lab.database()))
    try:
        time.sleep(0.5)
        idle = service.memory() / MEGABYTE
        requests = never_kept("large", ONE) + never_kept("large", LIST)
        result = lab.load(requests, 256).put_on(service, max(2, lab.seconds))
        busy = service.memory("VmHWM") / MEGABYTE
        lab.note_refusals("256 busy connections", [result])
    finally:
        service.stop()
    lab.note("memory", "resident, idle", idle, " MB", goal="≤ 24 MB", met=idle <= 24)
    lab.note("memory", "resident at most, 256 busy connections", busy, " MB", goal="≤ 32 MB", met=busy <= 32)


def start(lab):
    times = []
    for _ in range(lab.runs + 1):
        service = lab.new_service(lab.cluster.url(lab.database("small")))
        service.stop()
        times.append(service.seconds_to_ready * 1000)
    middle_time = statistics.median(times[1:])
    lab.note("start", "start to ready", middle_time, " ms", goal="≤ 50 ms", met=middle_time <= 50)


def closing(lab):
    load = lab.load([Request("/health/live", headers={"Connection": "close"})])
    sides = {"service": (load, lab.service(lab.database("small")))}
    nginx = lab.programs.nginx()
    if nginx:
        sides["nginx"] = (load, nginx)
    else:
        say("no nginx: nothing is measured against it")
    for threads in (0, 2):
        sides[f"hello, {mode_name(threads)}"] = (load, lab.programs.hello(threads))
    sides[HELLO_ULFIUS] = (load, lab.programs.hello_ulfius())
    lab.rates("closing", "GET without keep-alive", sides, {"nginx": 0.75})


def growth(lab):
    sizes = {size: lab.service(lab.database(size)) for size in ("small", "large")}
    for what, path in [("GET one resource", ONE), ("list of 10 with a filter and a sort", SHORT_LIST),
                       ("body with its current members", MEMBERS)]:
        loads = {size: lab.load(never_kept(size, path)) for size in sizes}
        results = take_turns({size: (lambda size=size: loads[size].put_on(sizes[size], lab.seconds)) for size in sizes}, lab.runs)
        small, large = (middle(results[size], lambda r: r.rate) for size in ("small", "large"))
        lab.note("growth", f"{what}, 10,000 bodies", large, "/s", "100 bodies", small, large / small, "≥ 0.8",
                 large >= 0.8 * small)


def check(lab):
    database = lab.database()
    service = lab.service(database)
    first = address(CHECK, 7)
    if len(json.loads(fetch(service, first)[1]).get("rules", [])) == 0:
        say("the check judges no rules: is the engine built in?")
    statements = lab.capture(database, first)[0]
    sides = {"service": (lab.load(never_kept("large", CHECK)), service),
             "plain GET": (lab.load(never_kept("large", ONE)), service),
             "pgbench": lab.pgbench(database, statements)}
    lab.rates("check", "check of one body, from the database", sides, {"plain GET": 0.4})
    sides = {"service": (lab.load(kept("large", CHECK)), service), "plain GET": (lab.load(kept("large")), service)}
    lab.rates("check", "check of one body, asked again", sides, {"plain GET": 0.6})


def page(lab):
    """One request at a time, against the slowest of the statements that it takes."""
    database = lab.database()
    service = lab.service(database)
    load = lab.load(never_kept("large", PAGE), 1)
    last = str(SIZES["large"])
    # the first request also loads what all refer to; and the service has work of its own, that knows no body
    statements = [one for one in lab.capture(database, address(PAGE, last), address(PAGE, last, 1))[1] if last in one[1]]
    alone = {f"statement {n}": lab.pgbench(database, [statement], clients=1, drawn={last: (1, last)})
             for n, statement in enumerate(statements)}
    sides = {name: (lambda side=side: 1e3 / side.rate(lab.seconds)) for name, side in alone.items()}
    results = take_turns({"service": lambda: load.put_on(service, lab.seconds), **sides}, lab.runs)
    lab.note_refusals("service", results["service"])
    ours = middle(results.pop("service"), lambda result: result.p50) / 1000
    slowest = max(statistics.median(times) for times in results.values())
    lab.note("page", f"all that a page shows, one at a time ({len(alone)} {'statement' if len(alone) == 1 else 'statements'})", ours, " ms", "its slowest statement", slowest,
             ours / slowest, "≤ 1.5", ours <= 1.5 * slowest)


def compressed(lab):
    """A list of 50 in each coding, against the same as it is: kept, and made anew each time."""
    service = lab.service(lab.database())
    for how, make in (("kept", kept_list), ("not kept", lambda: never_kept("large", LIST))):
        for coding in ("gzip", "br"):
            plain, packed = make(), make()
            for request in packed:
                request.headers = {"Accept-Encoding": coding}
            bytes_plain, bytes_packed = (len(fetch(service, requests[0])[1]) for requests in (plain, packed))
            sides = {"service": (lab.load(packed), service), "as it is": (lab.load(plain), service)}
            lab.rates("compressed", f"list of 50 in {coding}, {how}: {bytes_packed:,} of {bytes_plain:,} bytes", sides, {})


def sweep(lab):
    """The whole register judged, against COPY of the rows that it looks at; and the memory it takes."""
    database = lab.database()
    service = lab.service(database)
    copies = ";".join(f"copy (select json from register.{table}) to stdout" for table in SWEPT)

    def timed(how):
        begin = time.monotonic()
        how()
        return time.monotonic() - begin

    def judge():
        with urllib.request.urlopen(service.url(SWEEP), timeout=300) as answer:
            while answer.read(MEGABYTE):
                pass

    def ship():
        run(["psql", "-Xq", lab.cluster.url(database), "-c", copies], stdout=subprocess.DEVNULL)
    idle = service.memory() / MEGABYTE
    times = take_turns({"service": lambda: timed(judge), "copy": lambda: timed(ship)}, lab.runs)
    ours, theirs = (statistics.median(times[name]) for name in ("service", "copy"))
    lab.note("sweep", "all bodies judged", ours, " s", "COPY of the same rows", theirs, ours / theirs, "≤ 2", ours <= 2 * theirs)
    lab.note("sweep", "resident at most meanwhile", service.memory("VmHWM") / MEGABYTE, " MB", "before", idle, None)


def import_file(lab):
    """An import, and the same documents through COPY: into the same table, and into a bare one."""
    ndjson, copied = lab.programs.scratch / "import.ndjson", lab.programs.scratch / "import.copy"
    with ndjson.open("w") as lines, copied.open("w") as rows:
        for n in range(1, IMPORTED + 1):
            text = json.dumps({"name": f"Kari Innfører {n}", "note": {"nb": "Ført inn."}}, ensure_ascii=False, separators=(",", ":"))
            lines.write(f'{{"type":"persons","id":"imported-{n}","data":{text}}}\n')
            rows.write(f"imported-{n}\t{text}\t{text}\n")

    def timed(how):
        database = lab.copy("bench_import")
        lab.cluster.psql(database, "create table bare (id text primary key, data jsonb not null, json text not null)")
        begin = time.monotonic()
        how(database)
        taken = time.monotonic() - begin
        lab.cluster.drop(database)
        return IMPORTED / taken

    def copy_to(table):
        # as an administrator: who may write is asked of every row
        return lambda database: lab.cluster.psql(database, "select set_config('samrad.bound', '*', false)",
                                                 f"\\copy {table} (id, data, json) from '{copied}'")

    def imported(database):
        run([lab.programs.binary, "import", ndjson], env={"DATABASE_URL": lab.cluster.url(database)})
    rates = take_turns({"service": lambda: timed(imported), "same": lambda: timed(copy_to("register.persons")),
                        "bare": lambda: timed(copy_to("bare"))}, lab.runs)
    ours, same, bare = (statistics.median(rates[name]) for name in ("service", "same", "bare"))
    lab.note("import", "import of persons", ours, " rows/s", "\\copy into the same table", same, ours / same, "≥ 0.85", ours >= 0.85 * same)
    lab.note("import", "import of persons", ours, " rows/s", "\\copy into a bare table", bare, ours / bare)


def feed(lab):
    """How old a change is when a waiting reader has it, by the register's own clock at the commit."""
    database = lab.copy("bench_feed")
    key = lab.cluster.write_key(database)
    service = lab.new_service(lab.cluster.url(database))
    try:
        for kind, name in ((Events, "events"), (LongPoll, "long poll")):
            ages, rate = ages_of(kind, service.port, key, FOLLOWERS, WRITES_A_SECOND, lab.seconds * lab.runs)
            late = percentile(ages, 99)
            lab.note("feed", f"p99 from commit to {FOLLOWERS} readers by {name}, {rate:.0f} writes/s", late, " ms", "its p50",
                     percentile(ages, 50), goal="≤ 50 ms", met=late <= 50 and rate >= 0.95 * WRITES_A_SECOND)
    finally:
        service.stop()


FIGURES = {"get-one": get_one, "unchanged": unchanged, "list": list_fifty, "members": members, "search": search, "search-large": search_large,
           "write": write, "import": import_file, "slow": slow, "memory": memory, "start": start, "closing": closing,
           "growth": growth, "check": check, "page": page, "compressed": compressed, "sweep": sweep, "feed": feed}
