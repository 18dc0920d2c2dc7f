"""Write `.zenodo.json`, by which Zenodo records a release: `python -m monograph.records.zenodo`.

Zenodo reads CITATION.cff too, but only here can it be told that this is a book.
"""

import json
import sys
from pathlib import Path

from monograph.records.facts import CitationError, Facts, read_facts
from monograph.records.records import zenodo_record

FILE = ".zenodo.json"


def dumps(facts: Facts) -> str:
    """Return the text of the file."""
    return json.dumps(zenodo_record(facts), ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the file in the working directory; return the exit status."""
    root = Path.cwd()
    try:
        text = dumps(read_facts(root))
    except CitationError as fault:
        print(fault, file=sys.stderr)
        return 1
    (root / FILE).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
