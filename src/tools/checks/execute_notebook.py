"""Executes a notebook file in place with nbclient, however long the machine takes."""
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ANY = 10**6  # seconds; who stands still is ended from outside

file = Path(sys.argv[1])
notebook = nbformat.read(file, as_version=4)
client = NotebookClient(
    notebook,
    kernel_name="tslab",
    timeout=None,
    startup_timeout=ANY,
    iopub_timeout=ANY,
    resources={"metadata": {"path": str(file.parent)}},
)
client.execute()
nbformat.write(notebook, file)
