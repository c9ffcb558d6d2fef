"""The tables of schema `raw`: the one definition that Alembic and the loader share.

In: nothing. Out: SQLAlchemy Core tables, each table and column with its comment.
Forbidden: connections, statements that change data, and knowledge of how a filing is read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

SCHEMA = "raw"
MOMENT = DateTime(timezone=True)
RUN = "Run it belongs to, as named in the log; null before runs had names (运行编号)"

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)

Type = type[TypeEngine[Any]] | TypeEngine[Any]


def _required(name: str, kind: Type, comment: str, *constraints: ForeignKey) -> Column[Any]:
    return Column(name, kind, *constraints, nullable=False, comment=comment)


def _optional(name: str, kind: Type, comment: str, *, unique: bool | None = None) -> Column[Any]:
    return Column(name, kind, unique=unique, comment=comment)


def _identity(name: str, comment: str) -> Column[int]:
    return Column(name, BigInteger, Identity(always=True), primary_key=True, comment=comment)


def _key(name: str, kind: Type, comment: str) -> Column[int]:
    return Column(name, kind, primary_key=True, autoincrement=False, comment=comment)


def _part_of_document() -> Column[int]:
    """The key that every part of a document starts with; the parts go when their document goes."""
    document_key = ForeignKey("raw.document.document_id", ondelete="CASCADE")
    return Column(
        "document_id", BigInteger, document_key, primary_key=True, comment="Document it belongs to (文件编号)"
    )


load = Table(
    "load",
    metadata,
    _identity("load_id", "Number of the load (装载批次)"),
    _required("started_at", MOMENT, "When the load began (开始时间)"),
    _optional("finished_at", MOMENT, "When it ended; null while it runs or if it was cut off (结束时间)"),
    _required("code_version", Text, "Version of this project that loaded (程序版本)"),
    _required("files_seen", Integer, "Files and unreadable folders found (发现文件数)"),
    _required("files_loaded", Integer, "Files read and stored (装载文件数)"),
    _required("files_rejected", Integer, "Files that are no filing or unreadable (拒收文件数)"),
    _required("files_unchanged", Integer, "Files known already, not read again (未变文件数)"),
    _required("statements", Integer, "Statements stored by this load (绩效表数)"),
    _required("document_rows", Integer, "Rows stored by this load (行数)"),
    _optional("run_id", Text, RUN),
    comment="Runs of the loader (装载记录). One row per load.",
)

build = Table(
    "build",
    metadata,
    _identity("build_id", "Number of the build (构建批次)"),
    _required("started_at", MOMENT, "When the build began (开始时间)"),
    _optional("finished_at", MOMENT, "When it ended; null while it runs or if it was cut off (结束时间)"),
    _required("fingerprint", Text, "What was built: models, code and documents (构建指纹)"),
    _required("succeeded", Boolean, "Whether every model and test passed (是否成功)"),
    _optional("run_id", Text, RUN),
    _required("published", Boolean, "Whether readers see what it built (是否发布)"),
    comment="Runs of dbt (构建记录), so that one with nothing new is skipped. One row per build.",
)

document = Table(
    "document",
    metadata,
    _key(
        "document_id",
        BigInteger,
        "First 15 hex digits of sha256; below zero where the bytes are unreadable (文件编号)",
    ),
    _optional("sha256", Text, "SHA-256 of the bytes; null where they are unreadable (内容摘要)", unique=True),
    _required("file_name", Text, "Name of the file it was last read from (文件名)"),
    _required("source_uri", Text, "Where it was last read from (来源地址)"),
    _optional("media_type", Text, "Media type of the bytes; null where not known (媒体类型)"),
    _optional("size_bytes", BigInteger, "Size in bytes; null where they are unreadable (字节数)"),
    _optional("reader", Text, "Reader that made lines of it; null where none could (读取器)"),
    _required("parser_version", Text, "Version of the reading that made its rows (解析版本)"),
    _required("load_id", BigInteger, "Load that stored it as it is now (装载批次)", ForeignKey("raw.load.load_id")),
    _required("loaded_at", MOMENT, "When it was stored as it is now (装载时间)"),
    _required("status", Text, "loaded (已装载) or rejected (拒收)"),
    _optional("reason", Text, "Why it was rejected; null where it was not (拒收原因)"),
    _optional(
        "remarks", Text, "What of it could not be read though the rest was, such as pages that are pictures (未读部分)"
    ),
    _required(
        "first_load_id",
        BigInteger,
        "Load it first came with; stays when it is read again (首次装载批次)",
        ForeignKey("raw.load.load_id"),
    ),
    CheckConstraint("status in ('loaded', 'rejected')", name="status"),
    CheckConstraint("(status = 'rejected') = (reason is not null)", name="reason"),
    CheckConstraint("sha256 is not null or status = 'rejected'", name="sha256"),
    comment="Files received (文件). One row per distinct content or unreadable file or folder.",
)

document_content = Table(
    "document_content",
    metadata,
    _part_of_document(),
    _required("content", LargeBinary, "The bytes as received (原始内容)"),
    comment="Originals, so that all can be rebuilt from here (原件). One row per readable document.",
)

statement = Table(
    "statement",
    metadata,
    _part_of_document(),
    _key("statement_no", Integer, "Number in the document, in order of the text (表序号)"),
    _required("kind", Text, "department_overall (整体), project (项目), transfer (转移支付), narrative (文字)"),
    _optional("title", Text, "Title as filed (标题)"),
    _optional("agency", Text, "Agency as filed (部门或单位)"),
    _optional("implementing_unit", Text, "Implementing unit as filed (实施单位)"),
    _optional("project_name", Text, "Project as filed (项目名称)"),
    _optional("fiscal_year", Integer, "Fiscal year (年度)"),
    _optional("money_unit", Text, "Unit of money stated for the statement (金额单位)"),
    _required("line_from", Integer, "First line of the document it stands on (起始行)"),
    _required("line_to", Integer, "Last line of the document it stands on (结束行)"),
    CheckConstraint("kind in ('department_overall', 'project', 'transfer', 'narrative')", name="kind"),
    CheckConstraint("line_from between 1 and line_to", name="lines"),
    comment="Tables and prose that state targets or money (绩效表). One row per statement of a document.",
)

document_row = Table(
    "document_row",
    metadata,
    _part_of_document(),
    _key("row_no", Integer, "Number in the document, in order of the lines (行序号)"),
    _optional("statement_no", Integer, "Statement it belongs to; null for page furniture (表序号)"),
    _required(
        "role",
        Text,
        "title (标题), heading (表头), indicator (指标), amount (金额), attribute (属性), "
        "narrative (文字), blank (空行) or unplaced (未识别)",
    ),
    _required("page", Integer, "Page its first line stands on (页码)"),
    _required("line_from", Integer, "First line it was filed on (起始行)"),
    _required("line_to", Integer, "Last line it was filed on (结束行)"),
    _required("filed_text", Text, "Its lines as filed (原文)"),
    _required("fields", JSONB, "Its values by field name, text as filed (字段)"),
    CheckConstraint(
        "role in ('title', 'heading', 'indicator', 'amount', 'attribute', 'narrative', 'blank', 'unplaced')",
        name="role",
    ),
    CheckConstraint("line_from between 1 and line_to", name="lines"),
    comment="Logical rows, each line in exactly one (行). One row per logical row of a document.",
)
