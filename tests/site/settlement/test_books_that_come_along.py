"""A programme folder that has books already brings them along."""

from __future__ import annotations

from collections.abc import Mapping

from tests.settlement.books_folder import BooksFolder
from tests.site.settlement.conftest import SEPTEMBER

from kuajie_site.accounts.models import User
from kuajie_site.programmes.creation import create_programme
from kuajie_site.settlement.ledger import books_of


def test_books_of_a_folder_go_on_on_the_site(folder: BooksFolder, staff: Mapping[str, User]) -> None:
    folder.close(SEPTEMBER)
    made = create_programme(folder.folder, user=staff["chen"], note="first")
    books = books_of(made)
    assert [entry.text() for entry in books.entries] == [
        data.decode() for name, data in folder.bytes().items() if name.endswith("entry.json")
    ]
    assert books.standings[SEPTEMBER].locked is not None
    assert BooksFolder(made.place).bytes() == folder.bytes()
