"""Plans compared: across provinces and years (`compare`), down the levels (`cascade`), by what they cite (`links`)."""

from vnplan.comparison.alignment import compare, reference
from vnplan.comparison.cascade import cascade, coverage
from vnplan.comparison.links import citation_graph, links
from vnplan.comparison.records import Cascade, Comparison

__all__ = ["Cascade", "Comparison", "cascade", "citation_graph", "compare", "coverage", "links", "reference"]
