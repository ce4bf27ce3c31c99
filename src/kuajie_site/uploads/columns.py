"""The form that says which column each header of a file is, and what the file leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import QueryDict

from kuajie.domain.records import RECORD_FILES, Kind
from kuajie.exchange.uploads.given_table import section_of_columns
from kuajie.messages import Text
from kuajie_site.uploads.models import Upload
from kuajie_site.uploads.record_names import COLUMN_NAMES, record_name
from kuajie_site.words import said

IGNORED = Text(en="(leave out)", zh="（忽略此列）")
CHOICE = Text(en="{name} ({column})", zh="{name}（{column}）")
NEEDED = Text(en="{name} ({column}), needed", zh="{name}（{column}），必填")
TWICE = Text(en="Two headers stand for “{name}”; choose one.", zh="有两列都对应“{name}”，请只选一列。")
UNSAID = Text(
    en="Nothing stands for “{name}”. Choose its column, or give a value for all rows.",
    zh="没有列对应“{name}”。请选择对应的列，或填写适用于所有行的值。",
)
AS_WHAT = Text(en="What is “{file}”?", zh="“{file}”是什么文件？")
Table = Mapping[str, Any]


def tables_to_map(upload: Upload) -> list[Table]:
    """Return the tables of an upload, those that are understood already included."""
    return list(upload.tables)


class ColumnsForm(forms.Form):
    """Fields for every table: what it is, a choice per header, a value per missing column.

    Headers are numbered in field names, since a header may hold anything. ``known`` are values that columns
    without a header most likely have.
    """

    def __init__(
        self,
        tables: Sequence[Table],
        data: QueryDict | None = None,
        *,
        known: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(data)
        self.tables, self.known = tables, {"line": "1", **known}
        for place, table in enumerate(tables):
            self._add(place, table)

    def _add(self, place: int, table: Table) -> None:
        self.fields[f"{place}-record"] = forms.ChoiceField(
            choices=[(name, said(record_name(name))) for name in RECORD_FILES],
            initial=table["record"],
            label=said(AS_WHAT, file=table["given"]),
        )
        for number, column in enumerate(table["columns"]):
            self.fields[f"{place}-{number}"] = forms.ChoiceField(
                choices=_choices(table["record"]),
                initial="" if column["ignored"] else column["column"],
                required=False,
                label=column["header"] or "–",
            )
            if any(RECORD_FILES[table["record"]].column(name).kind is Kind.MONEY for name in _named(column)):
                self.fields[f"{place}-{number}-minor"] = forms.BooleanField(
                    required=False, initial=_in_fen(column["header"])
                )
        for name in _unsaid(table):
            self.fields[f"{place}-constant-{name}"] = forms.CharField(
                max_length=100, required=False, label=_called(name), initial=self.known.get(name, "")
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the tables with the bound fields of each header, for the page."""
        return [self._shown(place, table) for place, table in enumerate(self.tables)]

    def _shown(self, place: int, table: Table) -> dict[str, Any]:
        minor = {number: f"{place}-{number}-minor" for number in range(len(table["columns"]))}
        return {
            "given": table["given"],
            "mapped": table["mapped"],
            "record": self[f"{place}-record"],
            "columns": [
                {
                    **column,
                    "field": self[f"{place}-{number}"],
                    "minor": self[minor[number]] if minor[number] in self.fields else None,
                }
                for number, column in enumerate(table["columns"])
            ],
            "constants": [self[f"{place}-constant-{name}"] for name in _unsaid(table)],
        }

    def clean(self) -> dict[str, Any]:
        """Refuse two headers for one column, and needed columns that nothing stands for."""
        for place, table in enumerate(self.tables):
            if self.cleaned_data.get(f"{place}-record") == table["record"]:
                self._check(place, table)
        return self.cleaned_data

    def _check(self, place: int, table: Table) -> None:
        chosen: dict[str, int] = {}
        for number in range(len(table["columns"])):
            column = self.cleaned_data.get(f"{place}-{number}", "")
            if column in chosen:
                self.add_error(f"{place}-{number}", said(TWICE, name=_called(column)))
            elif column:
                chosen[column] = number
        for name in table["missing"]:
            if name not in chosen and not self._constant(place, name) and not _blank(table["record"], name):
                field = f"{place}-constant-{name}"
                self.add_error(field if field in self.fields else None, said(UNSAID, name=_called(name)))

    def _constant(self, place: int, name: str) -> str:
        return str(self.cleaned_data.get(f"{place}-constant-{name}", "")).strip()

    def sections(self) -> dict[str, Any]:
        """Return the sections of columns.toml that were chosen, by record file."""
        found = {}
        for place, table in enumerate(self.tables):
            record = self.cleaned_data[f"{place}-record"]
            if record == table["record"] and not table["mapped"]:
                found[record] = self._section(place, table)
        return found

    def _section(self, place: int, table: Table) -> dict[str, object]:
        columns = list(enumerate(table["columns"]))
        chosen = {
            column["header"].strip(): self.cleaned_data[f"{place}-{number}"] for number, column in columns
        }
        minor = [
            column["header"].strip()
            for number, column in columns
            if self.cleaned_data.get(f"{place}-{number}-minor")
        ]
        taken = set(chosen.values())
        constant = {name: self._constant(place, name) for name in table["missing"] if name not in taken}
        return section_of_columns(
            RECORD_FILES[table["record"]],
            {header: column for header, column in chosen.items() if header},
            minor=minor,
            constant={name: cell for name, cell in constant.items() if cell or _blank(table["record"], name)},
        )

    def chosen_files(self, upload: Upload) -> list[dict[str, Any]]:
        """Return the upload's files, each as the record file that was chosen for it."""
        chosen = {
            table["place"]: self.cleaned_data[f"{place}-record"] for place, table in enumerate(self.tables)
        }
        return [{**file, "record": chosen.get(file["place"], file["record"])} for file in upload.files]


def _unsaid(table: Table) -> list[str]:
    """Return the missing columns that no header is likely to be."""
    likely = {column["column"] for column in table["columns"] if not column["ignored"]}
    return [name for name in table["missing"] if name not in likely]


def _named(column: Mapping[str, Any]) -> Iterable[str]:
    return [column["column"]] if column["column"] else []


def _in_fen(header: str) -> bool:
    return "分)" in header.replace("（", "(").replace("）", ")") or "cents" in header.casefold()


def _blank(record: str, name: str) -> bool:
    return RECORD_FILES[record].column(name).blank


def _called(column: str) -> str:
    return said(COLUMN_NAMES[column]) if column in COLUMN_NAMES else column


def _choices(record: str) -> list[tuple[str, str]]:
    needed = {
        column.name: NEEDED if column.required and not column.blank else CHOICE
        for column in RECORD_FILES[record].columns
    }
    return [
        ("", said(IGNORED)),
        *((name, said(text, name=_called(name), column=name)) for name, text in needed.items()),
    ]
