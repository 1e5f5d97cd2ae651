"""Ruling lines and pictures of a PDF page, by PDFium: paths that are lines, thin bars or framed boxes."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw

from vnplan.document import Box
from vnplan.readers.page_words import Rule
from vnplan.readers.pdf_words import Place

_THIN = 3.0  # points; a filled bar up to this thick is a line
_DOT = 1.5  # points; a dotted border is a row of such squares
_SHORT = 4.0  # points; shorter edges of boxes are none
_WHITE = 245  # of 255; paler is not seen on paper
_DEPTH = 6  # of forms in forms
_MOST = 20_000  # rules of a page; more is a drawing

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_rules(page: Any, place: Place, number: int) -> tuple[tuple[Rule, ...], tuple[Box, ...]]:
    """The ruling lines of a page and the boxes of its pictures, as displayed.

    White strokes and fills are left out: they hide something, or pad it. A page with more lines than any
    table has gives none.
    """
    rules: list[Rule] = []
    images: list[Box] = []
    for thing, matrix in _objects(page):
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            x0, top, x1, bottom = place(*_bounds(thing, matrix))
            images.append(Box(number, x0, top, x1, bottom))
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(rules) <= _MOST:
            for x0, y0, x1, y1 in _strokes(thing, matrix):
                rules.append(_straight(*place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))
    return (tuple(rules) if len(rules) <= _MOST else ()), tuple(images)


def count_paths(page: Any, enough: int) -> int:
    """How many path objects the page draws, counted up to `enough`."""
    count = 0
    for thing, _ in _objects(page):
        count += raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_PATH
        if count >= enough:
            break
    return count


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from _inside(raw.FPDFPage_GetObject(page.raw, index), _SAME, 0)


def _inside(thing: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_FORM:
        yield thing, matrix
    elif depth < _DEPTH:
        inner = _multiply(_matrix(thing), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from _inside(raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1)


def _matrix(thing: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _point(x: float, y: float, m: Matrix) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _bounds(thing: Any, matrix: Matrix) -> tuple[float, float, float, float]:
    """Left, bottom, right, top on the page."""
    values = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *values)
    left, bottom, right, top = (value.value for value in values)
    corners = [_point(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _strokes(thing: Any, matrix: Matrix) -> list[tuple[float, float, float, float]]:
    """The straight lines that a path shows, along the axes: strokes, thin filled bars, frames of stroked boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(thing, fill, stroke):
        return []
    stroked = bool(stroke.value) and _seen(thing, raw.FPDFPageObj_GetStrokeColor)
    filled = fill.value != raw.FPDF_FILLMODE_NONE and _seen(thing, raw.FPDFPageObj_GetFillColor)
    if not stroked and not filled:
        return []
    done: list[tuple[float, float, float, float]] = []
    for points in _polygons(thing, _multiply(_matrix(thing), matrix)):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:  # a bar, or a line
            if max(x1 - x0, y1 - y0) > _DOT:
                done.append((x0, y0, x1, y1))
            else:  # of a horizontal line or of a vertical one
                done += [(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2), ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)]
        elif stroked:
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= 0.5 and max(abs(ax - bx), abs(ay - by)) >= _SHORT:
                    done.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return done


def _seen(thing: Any, get_color: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get_color(thing, red, green, blue, alpha):
        return True
    return alpha.value > 10 and min(red.value, green.value, blue.value) < _WHITE


def _polygons(thing: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """The sub-paths of a path as points on the page, closed ones with their first point again; curves by their ends."""
    done: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(thing), _MOST)):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _point(x.value, y.value, matrix)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not done:
            done.append([point])
        else:
            done[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            done[-1].append(done[-1][0])
    return [points for points in done if len(points) > 1]


def _straight(x0: float, top: float, x1: float, bottom: float) -> Rule:
    """A bar as the line through its middle."""
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, top, middle, bottom)
