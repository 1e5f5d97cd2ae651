"""Pages that people look at: one self-contained HTML file each, without network."""

from vnplan.report.page import render_page

__all__ = ["render_page"]
