"""Thorbecke: the workbench for tailor-made local democracy."""

from importlib.metadata import version

__version__ = version("thorbecke")
