"""Forms and bodies with a file: read in memory, within bounds, after the role was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from adapters.rule_comparison.bounded import FILE_BYTES_MAX, FileTooLargeForPage, guard_file_size
from adapters.web.form_tokens import FIELD, guard_same_site
from adapters.web.forms import FIELDS_MAX, FieldUnreadable, Form
from adapters.web.security import RequestTooLarge

FILE_FIELD = "file"
WITH_FILE_BYTES_MAX = FILE_BYTES_MAX + 1_000_000
"""The most that a request with a file may hold; the rest is for what stands around the file."""

MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class FormWithFile:
    """The fields of a form, and the file that came with it; empty bytes where none did."""

    form: Form
    file: bytes


class _InMemory(MultiPartParser):
    """Keeps what is sent in memory, whatever its size: the bound on requests is its bound."""

    spool_max_size = WITH_FILE_BYTES_MAX


async def _typed(request: Request) -> FormWithFile:
    """The form of an unsafe request, once origin, rate and token are in order."""
    guard_same_site(request)
    request.app.state.rate_bound.guard(request)
    try:
        sent = await _sent(request)
    except RequestTooLarge as too_large:
        raise FileTooLargeForPage(megabytes=FILE_BYTES_MAX // 1_000_000) from too_large
    except MultiPartException as malformed:
        raise FieldUnreadable(field=FILE_FIELD) from malformed
    values = {
        name: tuple(value for value in sent.getlist(name) if isinstance(value, str))
        for name in sent
    }
    form = Form(values)
    request.app.state.form_tokens.guard(request, form.text(FIELD))
    found = sent.get(FILE_FIELD)
    file = await found.read() if isinstance(found, UploadFile) else b""
    await sent.close()
    guard_file_size(file)
    return FormWithFile(form, file)


async def _sent(request: Request) -> FormData:
    if not request.headers.get("content-type", "").startswith(MULTIPART):
        return await request.form(max_files=0, max_fields=FIELDS_MAX)
    parser = _InMemory(request.headers, request.stream(), max_files=1, max_fields=FIELDS_MAX)
    return await parser.parse()


TypedWithFile = Annotated[FormWithFile, Depends(_typed)]
