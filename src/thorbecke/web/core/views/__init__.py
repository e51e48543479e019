"""Pages about the site itself; the error handlers are here because the address list names them."""

from thorbecke.web.core.views.errors import (
    bad_request,
    csrf_failure,
    forbidden,
    not_found,
    server_error,
)

__all__ = ["bad_request", "csrf_failure", "forbidden", "not_found", "server_error"]
