"""Ask whether the pages' links to other hosts still lead somewhere: `python -m workshop.links`.

Asks other people's servers, so it is no test: the weekly run of the workflow calls it, and nothing
else does.
"""

import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

SHY = frozenset({401, 403, 405, 418, 429, 999})
"""Answers of hosts that are there, and do not speak to programs."""
SECONDS = 30
TRIES = 2


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "a" and target.startswith(("https://", "http://")):
            self.found.add(target.partition("#")[0])


def outward(site: Path) -> dict[str, list[str]]:
    """Return address -> the pages that link it, of all links to other hosts in a folder."""
    found: dict[str, list[str]] = {}
    for page in sorted(site.rglob("*.html")):
        reader = _Links()
        reader.feed(page.read_text("utf-8"))
        for address in reader.found:
            found.setdefault(address, []).append(page.relative_to(site).as_posix())
    return dict(sorted(found.items()))


def fault(address: str) -> str | None:
    """Return what is wrong with an address, None if it answers."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})
    said = ""
    for _ in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):
                return None
        except urllib.error.HTTPError as answer:
            if answer.code in SHY:
                return None
            said = f"{answer.code} {answer.reason}"
        except OSError as failure:
            said = str(getattr(failure, "reason", failure))
    return said


def faults(linked: Mapping[str, Iterable[str]]) -> list[str]:
    """Return one line for each address that does not answer, with the pages that link it."""
    with ThreadPoolExecutor(8) as pool:
        said = dict(zip(linked, pool.map(fault, linked), strict=True))
    return [f"{a}: {said[a]} (linked by {', '.join(linked[a])})" for a in linked if said[a]]


def main() -> int:
    """Check the built book of the working directory; return the exit status."""
    site = Path.cwd() / "_build/html"
    if not site.is_dir():
        print(f"{site}: missing; run `make book` first", file=sys.stderr)
        return 1
    linked = outward(site)
    found = faults(linked)
    print("\n".join([*found, f"{len(linked)} links to other hosts, {len(found)} lead nowhere"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
