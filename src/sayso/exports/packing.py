"""Several files in one ZIP: equal files give equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: the earliest moment a ZIP can have; the moment of writing is nobody's business
_MOMENT = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes], stored_first: tuple[str, ...] = ()) -> bytes:
    """The files in that order; those named ``stored_first`` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.external_attr = 0o644 << 16
            member.create_system = 3
            member.compress_type = zipfile.ZIP_STORED if name in stored_first else zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return out.getvalue()
