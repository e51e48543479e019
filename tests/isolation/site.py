"""Pages about the site, the library and the lab: public, or for the editors of the library."""

from __future__ import annotations

from thorbecke.web.library.desk.access import STAFF as EDITORS

PUBLIC = "public content"
OWN_BUNDLE = "a bundle belongs to who has its link or its cookie, not to an organisation"
OPEN = {
    **dict.fromkeys(
        (
            "accessibility bill bills bundle case case_json cases cases_atom choose_municipality "
            "colophon contact council_size display forget_municipality health home instrument "
            "instruments lab lab_interim lab_mayor lab_size lab_system lab_upload lab_village "
            "lab_young language library_export library_files map municipalities municipality "
            "principles privacy report_error report_thanks robots rule rules scenario scenario_json "
            "scenarios search security_txt sitemap sitemap_part style theme themes words"
        ).split(),
        PUBLIC,
    ),
    **dict.fromkeys(
        (
            "bundle_add bundle_document bundle_download bundle_introduce bundle_leave bundle_make "
            "bundle_move bundle_open_here bundle_put_back bundle_shared bundle_take_out"
        ).split(),
        OWN_BUNDLE,
    ),
}
STAFF = dict.fromkeys(
    (
        "desk desk_accept desk_act desk_batch desk_compare desk_discard desk_edit desk_entry "
        "desk_import desk_list desk_new desk_report desk_reports desk_restore desk_version"
    ).split(),
    EDITORS,
)
