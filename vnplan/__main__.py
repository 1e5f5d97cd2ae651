"""`python -m vnplan` is `vnplan`."""

from vnplan.cli import main

main(prog_name="vnplan")
