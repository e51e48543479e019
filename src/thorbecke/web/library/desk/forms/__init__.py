"""Forms that are made from the schema of a kind: no form is written by hand."""

from thorbecke.web.library.desk.forms.content import ContentForm

__all__ = ["ContentForm"]
