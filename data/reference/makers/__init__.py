"""One module for each reference file; each has `make() -> dict`, the content of the file without `made_with`."""
