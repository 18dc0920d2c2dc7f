"""Run one chapter from a clean kernel, in its own folder, with warnings as errors."""

import asyncio
import atexit
import json
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from traitlets.config import Config

from monograph.runner.chapters import Chapter
from monograph.runner.dependencies import REPORT, WATCH
from monograph.runner.kernels import Prepared, environment, for_sockets
from monograph.runner.managers import manager
from monograph.runner.patience import within
from monograph.runner.widget_ids import in_order

BESIDE = 60
"""Seconds that a kernel may take to start, or to answer a question beside the chapter."""
NEVER = 10**9
"""Seconds of a limit that is not to be reached: limits that go by a clock are replaced by ours."""


class ChapterError(Exception):
    """A cell failed or warned: the message names file, line and what was said.

    Parameters
    ----------
    place
        File and, where it is known, line.
    said
        What is wrong there.
    """

    def __init__(self, place: str | Path, said: str) -> None:
        super().__init__(f"{place}: {said}")
        self.place = str(place)
        self.said = said


class Running:
    """The chapters that run, each in its thread: another thread can have all of them end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: set[Callable[[], object]] = set()
        self._ended = False

    def end(self) -> None:
        """Have them end at once, with their kernels; of those that begin later, each."""
        with self._lock:
            self._ended = True
            for end in self._ends:
                end()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Be one of them. In the task that is cancelled."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None, "a chapter runs in a task"

        def end() -> None:
            loop.call_soon_threadsafe(task.cancel)

        with self._lock:
            if self._ended:
                raise asyncio.CancelledError
            self._ends.add(end)
        try:
            yield
        finally:
            with self._lock:
                self._ends.discard(end)


@dataclass(frozen=True)
class Run:
    """What running a chapter gave."""

    notebook: Any
    """With its outputs."""
    report: dict[str, Any]
    """What the kernel opened, imported and consulted."""
    seconds: float
    started: float
    """When it began, in seconds since the epoch."""


def run(
    chapter: Chapter,
    timeout: int = 300,
    template: Prepared | None = None,
    running: Running | None = None,
) -> Run:
    """Execute the chapter and return its outputs.

    Parameters
    ----------
    chapter
        With code.
    timeout
        Seconds that a cell may take, without those in which the machine stands still.
    template
        The prepared process from which the kernel is forked; without one it is started afresh.
    running
        What the chapter ends with.

    Raises
    ------
    ChapterError
        If a cell raises, writes to stderr (a warning is an error here), or takes too long.
    CancelledError
        If it was made to end.
    """
    started, clock = time.time(), time.perf_counter()
    notebook = nbformat.from_dict(json.loads(json.dumps(chapter.notebook)))
    with tempfile.TemporaryDirectory(prefix="kernel-", dir=for_sockets()) as folder:
        settings = Path(folder, "ipython")
        settings.mkdir()
        client = NotebookClient(
            notebook,
            timeout=None,
            startup_timeout=NEVER,
            iopub_timeout=NEVER,  # what a cell shows is not given up while the kernel lives
            shutdown_kernel="immediate",  # it has told all: no wait until it has taken leave
            kernel_name="python3",
            kernel_manager_class=manager(template),
            config=_own_files(Path(folder)),
            extra_arguments=[
                "--IPKernelApp.log_level=40",  # the kernel's own notices clutter the progress
                f"--ipython-dir={settings}",  # an empty one: no startup files
                "--HistoryManager.enabled=False",
            ],
            resources={"metadata": {"path": str(chapter.path.parent)}},
        )
        try:
            report = asyncio.run(
                _in_kernel(client, chapter, timeout, template, running or Running())
            )
        except RuntimeError as fault:  # outside of any cell
            raise ChapterError(chapter.path, f"the kernel fails: {fault}") from None
        except TimeoutError:
            said = f"the kernel fails: no answer in {BESIDE} s"
            raise ChapterError(chapter.path, said) from None
        finally:
            if client.km is None:  # its kernel has ended: once more, at the very end, would fail
                atexit.unregister(client._cleanup_kernel)
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    return Run(in_order(notebook), report, time.perf_counter() - clock, started)


def _own_files(folder: Path) -> Config:
    """Let a kernel be found and speak through files of its own, which go with the folder.

    Ports of the network are first looked for and then bound: of several kernels that start at a
    time, one may find its port taken, and dies.
    """
    own = {"ip": str(folder / "socket"), "connection_file": str(folder / "connection.json")}
    return Config({"KernelManager": {"transport": "ipc"} | own})


async def _in_kernel(
    client: NotebookClient,
    chapter: Chapter,
    timeout: int,
    template: Prepared | None,
    running: Running,
) -> dict[str, Any]:
    """Run all cells in a kernel of their own; return what its probe reports."""
    async with AsyncExitStack() as stack:
        stack.enter_context(running.one())
        client.shutdown_kernel = "immediate"  # should it be made to end in the middle
        if template is not None:
            await template.imported()
        kernel = client.async_setup_kernel(env=environment())
        await within(BESIDE, stack.enter_async_context(kernel))
        await _silently(client, WATCH.format(root=str(chapter.root.resolve()) + os.sep))
        for index, cell in enumerate(client.nb.cells):
            if cell.cell_type == "code":
                await _run_cell(client, chapter, cell, index, timeout)
        report: dict[str, Any] = json.loads(await _silently(client, REPORT))
        client.set_widgets_metadata()
        client.shutdown_kernel = "graceful"
    return report


async def _run_cell(
    client: NotebookClient,
    chapter: Chapter,
    cell: Any,  # noqa: ANN401  (a notebook node)
    index: int,
    timeout: int,
) -> None:
    source = chapter.notebook.cells[index]
    try:
        await within(timeout, client.async_execute_cell(cell, index))
    except CellExecutionError as fault:
        line = chapter.line_of(source, _line_in_cell(fault.traceback))
        said = f"{fault.ename}: {fault.evalue}"
        raise ChapterError(f"{chapter.path}:{line}", f"the cell raises {said}") from None
    except TimeoutError:
        line = chapter.line_of(source)
        raise ChapterError(f"{chapter.path}:{line}", "the cell takes too long") from None
    except DeadKernelError:
        line = chapter.line_of(source)
        raise ChapterError(f"{chapter.path}:{line}", "the kernel died in this cell") from None
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            place, said = _warning(output.text)
            line = chapter.line_of(source, place)
            raise ChapterError(f"{chapter.path}:{line}", f"the cell warns:\n{said}")


def _line_in_cell(traceback: str) -> int:
    """Return the line of the cell on which it failed, from the kernel's traceback."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", traceback)
    found = re.findall(r"(?:Cell In\[\d+\]|In \[\d+\]), line (\d+)", plain)
    return int(found[0]) if found else 1


def _warning(text: str) -> tuple[int, str]:
    """Return the line of the cell that warned, and what was said without the kernel's file names.

    The line is 1 if the warning comes from code that the cell called.
    """
    in_cell = r"\S*ipykernel_\d+[/\\]\d+\.py:(\d+): "
    found = re.search(in_cell, text)
    return int(found[1]) if found else 1, re.sub(in_cell, "", text).strip()


async def _silently(client: NotebookClient, code: str) -> str:
    """Run code beside the chapter, outside its history and outputs; return what it prints."""
    said: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            said.append(message["content"]["text"])

    assert client.kc is not None, "the kernel is not started"
    asked = client.kc.execute_interactive(  # type: ignore[attr-defined]
        code, store_history=False, output_hook=hear
    )
    reply = await within(BESIDE, asked)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(f"the probe failed: {reply['content'].get('evalue')}")
    return "".join(said)
