"""Have the printed edition read by a validator: `python -m workshop.validate`.

The standards are promises of the file. The validator (`page`, which says that it passes the corpus
of veraPDF) needs neither Java nor an administrator, but it is young and changes often; so it has an
environment of its own, and no chapter runs again when it does. veraPDF is in no registry of ours.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from monograph.records.editions import pdf_path
from workshop.apart import Apart

VALIDATOR = Apart("validate")
PROFILES = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
"""As the validator calls what the file declares -> its name."""

LENGTH = "STREAM-LENGTH"
"""In the name of the rule on lengths."""

READ = """
import json, sys
import page
reports = {name: page.validate_pdf(sys.argv[1], profile=name) for name in sys.argv[2:]}
print(json.dumps({name: {
    "rules": report.rules.total,
    "faults": [f"{fault.rule_id}: {fault.message}" for fault in report.failures],
} for name, report in reports.items()}))
"""
"""Run in the validator's environment, which knows nothing of this package."""


def read(python: Path, pdf: Path) -> dict[str, dict[str, object]]:
    """Return for each standard how many rules were tried and what is against them.

    Raises
    ------
    subprocess.CalledProcessError
        If the validator cannot read the file at all; it says why.
    """
    command = [str(python), "-c", READ, str(pdf), *PROFILES]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, dict[str, object]] = json.loads(said)
    return found


def refuted(pdf: bytes) -> bool:
    r"""Tell whether each stream of a file is as long as it says.

    The validator takes a carriage return at a stream's end for a part of the line's end, and the
    stream for a byte too short: one in 256 ends so. So its word on lengths is counted again.

    Examples
    --------
    >>> refuted(b"<< /Length 3 >>\nstream\nab\r\nendstream")
    True
    >>> refuted(b"<< /Length 2 >>\nstream\nab\r\nendstream")
    False
    """
    heads = list(re.finditer(rb"/Length (\d+)[^\n]*>>\nstream\n", pdf))
    ends = pdf.count(b"\nendstream")
    fit = all(pdf.startswith(b"\nendstream", head.end() + int(head[1])) for head in heads)
    return fit and len(heads) == ends > 0


def told(found: dict[str, dict[str, object]]) -> list[str]:
    """Return a line for each standard, and below it one for each fault.

    Examples
    --------
    >>> told({"ua1": {"rules": 104, "faults": []}, "2a": {"rules": 154, "faults": ["A: b"]}})
    ['PDF/UA-1: 104 rules, faults: 0', 'PDF/A-2a: 154 rules, faults: 1', '  A: b']
    """
    lines = []
    for name, held in found.items():
        faults = held["faults"]
        assert isinstance(faults, list)
        lines.append(f"{PROFILES[name]}: {held['rules']} rules, faults: {len(faults)}")
        lines += [f"  {fault}" for fault in faults]
    return lines


def main(arguments: list[str]) -> int:
    """Say what the validator finds; return the exit status, 1 if it finds anything."""
    root = Path.cwd()
    if "--lock" in arguments:
        VALIDATOR.resolve(root)
        return 0
    pdf = pdf_path(root)
    if not pdf.is_file():
        print("Run make pdf first: there is no printed edition to read.", file=sys.stderr)
        return 1
    found = read(VALIDATOR.python(root), pdf)
    if refuted(pdf.read_bytes()):
        for held in found.values():
            faults = held["faults"]
            assert isinstance(faults, list)
            held["faults"] = [fault for fault in faults if LENGTH not in fault.partition(":")[0]]
    print("\n".join(told(found)))
    return 1 if any(held["faults"] for held in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
