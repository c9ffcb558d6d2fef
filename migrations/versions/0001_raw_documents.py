"""Create the tables of schema raw: loads, builds, documents, their bytes, statements and rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001_raw_documents"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def required(name: str, kind: Any, comment: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, comment=comment)


def optional(name: str, kind: Any, comment: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True, comment=comment)


def identity(name: str, comment: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, sa.Identity(always=True), nullable=False, comment=comment)


def key(name: str, kind: Any, comment: str) -> sa.Column[Any]:
    return sa.Column(name, kind, autoincrement=False, nullable=False, comment=comment)


def document_key() -> sa.Column[Any]:
    return sa.Column("document_id", sa.BigInteger, nullable=False, comment="Document it belongs to (文件编号)")


def part_of_document(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"{table}_document_id_fkey")
    return sa.ForeignKeyConstraint(["document_id"], ["raw.document.document_id"], name=name, ondelete="CASCADE")


def check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"{name}_check"))


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"{table}_pkey"))


def upgrade() -> None:
    op.create_table(
        "load",
        identity("load_id", "Number of the load (装载批次)"),
        required("started_at", MOMENT, "When the load began (开始时间)"),
        optional("finished_at", MOMENT, "When it ended; null while it runs or if it was cut off (结束时间)"),
        required("code_version", sa.Text, "Version of this project that loaded (程序版本)"),
        required("files_seen", sa.Integer, "Files and unreadable folders found (发现文件数)"),
        required("files_loaded", sa.Integer, "Files read and stored (装载文件数)"),
        required("files_rejected", sa.Integer, "Files that are no filing or unreadable (拒收文件数)"),
        required("files_unchanged", sa.Integer, "Files known already, not read again (未变文件数)"),
        required("statements", sa.Integer, "Statements stored by this load (绩效表数)"),
        required("document_rows", sa.Integer, "Rows stored by this load (行数)"),
        primary("load", "load_id"),
        schema="raw",
        comment="Runs of the loader (装载记录). One row per load.",
    )
    op.create_table(
        "build",
        identity("build_id", "Number of the build (构建批次)"),
        required("started_at", MOMENT, "When the build began (开始时间)"),
        optional("finished_at", MOMENT, "When it ended; null while it runs or if it was cut off (结束时间)"),
        required("fingerprint", sa.Text, "What was built: models, code and documents (构建指纹)"),
        required("succeeded", sa.Boolean, "Whether every model and test passed (是否成功)"),
        primary("build", "build_id"),
        schema="raw",
        comment="Runs of dbt (构建记录), so that one with nothing new is skipped. One row per build.",
    )
    op.create_table(
        "document",
        key(
            "document_id",
            sa.BigInteger,
            "First 15 hex digits of sha256; below zero where the bytes are unreadable (文件编号)",
        ),
        optional("sha256", sa.Text, "SHA-256 of the bytes; null where they are unreadable (内容摘要)"),
        required("file_name", sa.Text, "Name of the file it was last read from (文件名)"),
        required("source_uri", sa.Text, "Where it was last read from (来源地址)"),
        optional("media_type", sa.Text, "Media type of the bytes; null where not known (媒体类型)"),
        optional("size_bytes", sa.BigInteger, "Size in bytes; null where they are unreadable (字节数)"),
        optional("reader", sa.Text, "Reader that made lines of it; null where none could (读取器)"),
        required("parser_version", sa.Text, "Version of the reading that made its rows (解析版本)"),
        required("load_id", sa.BigInteger, "Load that stored it as it is now (装载批次)"),
        required("loaded_at", MOMENT, "When it was stored as it is now (装载时间)"),
        required("status", sa.Text, "loaded (已装载) or rejected (拒收)"),
        optional("reason", sa.Text, "Why it was rejected; null where it was not (拒收原因)"),
        primary("document", "document_id"),
        sa.ForeignKeyConstraint(["load_id"], ["raw.load.load_id"], name=op.f("document_load_id_fkey")),
        sa.UniqueConstraint("sha256", name=op.f("document_sha256_key")),
        check("document_status", "status in ('loaded', 'rejected')"),
        check("document_reason", "(status = 'rejected') = (reason is not null)"),
        check("document_sha256", "sha256 is not null or status = 'rejected'"),
        schema="raw",
        comment="Files received (文件). One row per distinct content or unreadable file or folder.",
    )
    op.create_table(
        "document_content",
        document_key(),
        required("content", sa.LargeBinary, "The bytes as received (原始内容)"),
        primary("document_content", "document_id"),
        part_of_document("document_content"),
        schema="raw",
        comment="Originals, so that all can be rebuilt from here (原件). One row per readable document.",
    )
    op.create_table(
        "statement",
        document_key(),
        key("statement_no", sa.Integer, "Number in the document, in order of the text (表序号)"),
        required(
            "kind",
            sa.Text,
            "department_overall (整体), project (项目), transfer (转移支付), narrative (文字)",
        ),
        optional("title", sa.Text, "Title as filed (标题)"),
        optional("agency", sa.Text, "Agency as filed (部门或单位)"),
        optional("implementing_unit", sa.Text, "Implementing unit as filed (实施单位)"),
        optional("project_name", sa.Text, "Project as filed (项目名称)"),
        optional("fiscal_year", sa.Integer, "Fiscal year (年度)"),
        optional("money_unit", sa.Text, "Unit of money stated for the statement (金额单位)"),
        required("line_from", sa.Integer, "First line of the document it stands on (起始行)"),
        required("line_to", sa.Integer, "Last line of the document it stands on (结束行)"),
        primary("statement", "document_id", "statement_no"),
        part_of_document("statement"),
        check("statement_kind", "kind in ('department_overall', 'project', 'transfer', 'narrative')"),
        check("statement_lines", "line_from between 1 and line_to"),
        schema="raw",
        comment="Tables and prose that state targets or money (绩效表). One row per statement of a document.",
    )
    op.create_table(
        "document_row",
        document_key(),
        key("row_no", sa.Integer, "Number in the document, in order of the lines (行序号)"),
        optional("statement_no", sa.Integer, "Statement it belongs to; null for page furniture (表序号)"),
        required(
            "role",
            sa.Text,
            "title (标题), heading (表头), indicator (指标), amount (金额), attribute (属性), "
            "narrative (文字), blank (空行) or unplaced (未识别)",
        ),
        required("page", sa.Integer, "Page its first line stands on (页码)"),
        required("line_from", sa.Integer, "First line it was filed on (起始行)"),
        required("line_to", sa.Integer, "Last line it was filed on (结束行)"),
        required("filed_text", sa.Text, "Its lines as filed (原文)"),
        required("fields", JSONB, "Its values by field name, text as filed (字段)"),
        primary("document_row", "document_id", "row_no"),
        part_of_document("document_row"),
        check(
            "document_row_role",
            "role in ('title', 'heading', 'indicator', 'amount', 'attribute', 'narrative', 'blank', 'unplaced')",
        ),
        check("document_row_lines", "line_from between 1 and line_to"),
        schema="raw",
        comment="Logical rows, each line in exactly one (行). One row per logical row of a document.",
    )


def downgrade() -> None:
    for table in ("document_row", "statement", "document_content", "document", "build", "load"):
        op.drop_table(table, schema="raw")
