"""What was measured, as a table in Markdown and as JSON."""
import dataclasses
import datetime
import json
import os
import platform


def number(value, unit):
    if value >= 1000:
        text = f"{value:,.0f}"
    elif value >= 100:
        text = f"{value:.0f}"
    else:
        text = f"{value:.2g}" if value < 10 else f"{value:.1f}"
    return text + unit


def share(ratio):
    return "–" if ratio is None else f"{ratio:.2f} ×"


def table(rows):
    lines = ["| figure | what | service | against | | ratio | goal | met |", "|---|---|---|---|---|---|---|---|"]
    for row in rows:
        theirs = "–" if row.theirs is None else number(row.theirs, row.unit)
        met = {None: "–", True: "yes", False: "**no**"}[row.met]
        cells = [row.figure, row.what, number(row.ours, row.unit), row.against or "–", theirs, share(row.ratio), row.goal or "–", met]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def as_json(rows, settings):
    machine = {"cores": os.cpu_count(), "system": platform.platform()}
    return json.dumps({"at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"), "machine": machine,
                       "settings": settings, "rows": [dataclasses.asdict(row) for row in rows]}, ensure_ascii=False, indent=1) + "\n"
