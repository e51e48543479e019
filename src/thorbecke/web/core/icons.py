"""Our own line icons on a grid of 24. Each is the inside of an SVG and takes the text's colour."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: dict[str, str] = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "arrow-right": '<path d="M4 12h15m-6-6 6 6-6 6"/>',
    "arrow-left": '<path d="M20 12H5m6-6-6 6 6 6"/>',
    "chevron-right": '<path d="m9 5 7 7-7 7"/>',
    "chevron-down": '<path d="m5 9 7 7 7-7"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7v.5"/>',
    "success": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 3 3 5.5-6.5"/>',
    "warning": '<path d="M12 3.5 22 20.5H2zM12 10v5M12 17.5v.5"/>',
    "error": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v6M12 16.5v.5"/>',
    "place": '<path d="M12 21s7-6.6 7-11.5A7 7 0 0 0 5 9.5C5 14.4 12 21 12 21z"/>'
    '<circle cx="12" cy="9.5" r="2.5"/>',
    "map": '<path d="m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14"/>',
    "book": '<path d="M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zm0 0v14"/>',
    "scales": '<path d="M12 4v16M7 20h10M5 7l7-2 7 2M5 7l-3 7h6zM19 7l-3 7h6z"/>',
    "bundle": '<path d="M5 4h11l3 3v13H5zM9 4v7l2.5-2L14 11V4"/>',
    "people": '<circle cx="8.5" cy="8" r="3.5"/><path d="M2 20c0-4 3-6 6.5-6s6.5 2 6.5 6"/>'
    '<path d="M15.5 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.5.8 4 2.7 4 5.5"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10h16M8 3v5M16 3v5"/>',
    "download": '<path d="M12 4v11m-5-5 5 5 5-5M4 20h16"/>',
    "external": '<path d="M13 4h7v7M20 4l-9 9M17 14v6H4V7h6"/>',
    "edit": '<path d="m4 20 1-5L16 4l4 4L9 19zM13.5 6.5l4 4"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "flag": '<path d="M5 21V4h13l-2.5 4L18 12H5"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1'
    'M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/>'
    '<path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2"/>',
    "lamp": '<path d="M9 18h6M10 21h4M8.5 15C7 14 6 12 6 10a6 6 0 0 1 12 0c0 2-1 4-2.5 5z"/>',
    "quote": '<path d="M10 7c-3 1-5 3-5 7v3h5v-5H7c0-2 1-3 3-3.5z'
    'M19 7c-3 1-5 3-5 7v3h5v-5h-3c0-2 1-3 3-3.5z"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "empty": '<path d="M4 13 7 5h10l3 8v6H4zM4 13h5l1.5 2.5h3L15 13h5"/>',
}


def icon(name: str) -> SafeString:
    """Return the icon as inline SVG, hidden from screen readers. Raises ``KeyError`` if unknown."""
    return format_html(
        '<svg class="tb-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" '
        'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" '
        'aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 - our own constants
    )
