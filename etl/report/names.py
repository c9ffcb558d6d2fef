"""Names and addresses of files as logs may tell them: a file may be called after the person who sent it.

In: a name or an address. Out: the same, with *** for whom it names, as in marts and audit, where
dbt/macros/facts/contacts.sql decides. Forbidden: files and databases.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

PERSON = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.])(?<![0-9]{3}[-—–])(?<!编码)(?<!代码)(?<!编号)(?<!文号)(?<!账号)(?<!帐号)"
    r"(?:[1-9][0-9]{5}(?:19[0-9]{2}|200[0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"|1[3-9][0-9]{9}|0[0-9]{2,3}[-—–][0-9]{7,8}|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z.]{2,})"
    r"(?![0-9A-Za-z%万亿元人]|[.][0-9])"
    # What follows such a label and ends where the words end is a name, or else no loss to a log.
    r"|(?<=[系责办报表核制送]人)[:：_ ]?[一-龥]{2,3}(?![一-龥])"
)


def without_persons(name: str) -> str:
    """A name or an address without whom it names; one that names nobody stays as it is written."""
    read = unquote(name)
    blotted = PERSON.sub("***", read)
    return name if blotted == read else blotted
