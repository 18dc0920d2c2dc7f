"""Wait for as long as somebody would who watches, whatever the machine's clocks do meanwhile.

A machine that stands still (a lid closed, a virtual machine held) goes on with its clocks ahead.
What had a minute to answer has then had none, and yet is late by every clock.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

TICK = 1.0
"""Seconds between two looks: the most that standing still can take of the patience."""


async def within(seconds: float, doing: Coroutine[Any, Any, T]) -> T:
    """Return what comes of it; time in which this process does not run hardly counts.

    Parameters
    ----------
    seconds
        How long it may take while the machine runs.
    doing
        What is waited for. It is cancelled when it takes longer.

    Raises
    ------
    TimeoutError
        If it takes longer.
    """
    task = asyncio.ensure_future(doing)
    left = seconds
    try:
        while left > 0 and not task.done():
            await asyncio.wait({task}, timeout=min(TICK, left))
            left -= TICK
        if task.done():
            return task.result()
    finally:
        task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    raise TimeoutError
