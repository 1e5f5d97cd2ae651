"""Many files -> one dataset: `parse_archive` fills a folder with Parquet tables, `open_archive` reads it.

work.py is the unit of work; an engine (local.py, daft_engine.py) maps it over what sources.py and members.py find and
intake.py lets in; parts.py and manifest.py keep what comes out; dataset.py reads it.
"""
