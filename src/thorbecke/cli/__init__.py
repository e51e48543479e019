"""The ``thorbecke`` command."""
