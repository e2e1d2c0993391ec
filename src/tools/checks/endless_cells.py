"""Runs cells that print without end in the kernel: `endless_cells.py folder cells`, the cells as JSON.

A cell makes the file `begun` in the folder that the environment names SIGNS. From then on nobody reads its outputs
until it has used some processor time; then it is interrupted and read. One line of JSON for each tells how much came.
A cell with "told" is not interrupted: it ends by itself when it sees the file `told`, made when that text has arrived.
"""
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from jupyter_client.manager import KernelManager

SECONDS = 5  # of processor time
MEGABYTE = 2**20

signs = Path(tempfile.mkdtemp())
manager = KernelManager(kernel_name="tslab")
manager.start_kernel(
    cwd=sys.argv[1],
    env={**os.environ, "SIGNS": str(signs)},
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=None)
process = psutil.Process(manager.provisioner.pid)


def messages(request):
    """The messages that the request caused, to its end or the kernel's."""
    while True:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            if not manager.is_alive():
                return
            continue
        if message["parent_header"].get("msg_id") == request:
            yield message
            if message["content"].get("execution_state") == "idle":
                return


def used():
    times = process.cpu_times()
    return times.user + times.system


def settle():
    """After an error the kernel refuses requests for a moment."""
    while True:
        request = client.execute("1")
        if any(message["msg_type"] == "stream" for message in messages(request)):
            return process.memory_info().rss


def work():
    """Waits until the cell has begun, and has used some processor time."""
    while not (signs / "begun").exists():
        time.sleep(0.05)
    begun = used()
    while used() - begun < SECONDS:
        time.sleep(0.05)


for cell in json.loads(sys.argv[2]):
    for sign in signs.iterdir():
        sign.unlink()
    before = settle()
    request = client.execute(cell["source"])
    if "told" not in cell:
        work()
    grown = process.memory_info().rss - before
    if "told" not in cell:
        manager.interrupt_kernel()
    count, text = 0, ""
    for message in messages(request):
        count += 1
        if message["msg_type"] == "stream":
            text += message["content"]["text"]
        if cell.get("told", "\0") in text:
            (signs / "told").touch()
    seen = {"name": cell["name"], "megabytes": round(grown / MEGABYTE), "messages": count}
    print(json.dumps({**seen, "characters": len(text), "end": text[-2000:]}), flush=True)

shutil.rmtree(signs)
client.stop_channels()
if manager.is_alive():
    manager.shutdown_kernel(now=True)
