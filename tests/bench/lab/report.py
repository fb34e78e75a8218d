"""What was measured: printed as it is taken, kept in results.json, and as a table in Markdown."""
import dataclasses
import datetime
import json
import os
import platform

HEAD = "| figure | what | service | against | | ratio | goal | met |\n|---|---|---|---|---|---|---|---|"


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


def line_of(row, failed):
    theirs = "–" if row["theirs"] is None else number(row["theirs"], row["unit"])
    met = "**failed**" if failed else {None: "–", True: "yes", False: "**no**"}[row["met"]]
    return "| " + " | ".join([row["figure"], row["what"], number(row["ours"], row["unit"]), row["against"] or "–", theirs, share(row["ratio"]),
                              row["goal"] or "–", met]) + " |"


def lines_of(name, figure):
    """The lines of the table that a figure has; what went wrong with it is the last one."""
    lines = [line_of(row, figure["failed"]) for row in figure["rows"]]
    if figure["failed"]:
        lines.append(f"| {name} | **failed**: {' '.join(figure['failed'].split())[:300]} | – | – | – | – | – | **failed** |")
    return lines


class Results:
    """The figures in results.json: each is written when it is taken, and stays until it is taken again."""

    def __init__(self, path, settings):
        self.path, self.settings = path, settings
        try:
            self.figures = json.loads(path.read_text())["figures"]
        except (OSError, ValueError, KeyError):
            self.figures = {}

    def keep(self, name, rows, failed):
        self.figures[name] = {"at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"), "settings": self.settings,
                              "load": round(os.getloadavg()[0], 1), "failed": failed, "rows": [dataclasses.asdict(row) for row in rows]}
        text = json.dumps({"machine": {"cores": os.cpu_count(), "system": platform.platform()}, "figures": self.figures}, ensure_ascii=False, indent=1)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(text + "\n")
        fresh.replace(self.path)
        return lines_of(name, self.figures[name])
