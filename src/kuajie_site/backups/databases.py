"""The database of a site, as a copy needs it."""

from __future__ import annotations

from pathlib import Path

from kuajie.messages import MissingTool
from kuajie_site.backups.postgresql import PostgreSQL
from kuajie_site.backups.sqlite import Sqlite
from kuajie_site.notices import NO_SITE
from kuajie_site.serving.database import database_url

Database = Sqlite | PostgreSQL


def database_of(data: Path) -> Database:
    """Return the database of the site in a data folder."""
    try:
        import dj_database_url
    except ImportError as error:
        raise MissingTool.of(NO_SITE) from error
    settings = dj_database_url.parse(database_url(data))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        return Sqlite(Path(settings["NAME"]).absolute())
    return PostgreSQL(settings)
