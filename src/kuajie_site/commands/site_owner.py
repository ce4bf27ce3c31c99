"""``kuajie site-owner``: the first organisation of a site and its owner."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from kuajie.cli.commands import CommandRow
from kuajie.cli.options import Language, option
from kuajie.messages import BadInput, Locale, Notice, Text
from kuajie_site.commands.data_option import Data

DESCRIPTION = Text(
    en="Make an organisation and its owner, who then signs in, sets up programmes and invites others. What "
    "is not given is asked for. The password is asked for twice and never shown; where no one can be asked, "
    "it is the first line of standard input.\n\n"
    "Example: kuajie site-owner --data /srv/kuajie\n\n"
    "Example: kuajie site-owner --email ada@example.org --name Ada --organisation 'Ada & Co' < password.txt",
    zh="创建一家机构及其负责人。负责人登录后可建立项目、邀请他人。未给出的内容会逐项询问。"
    "密码需输入两次且不显示；无法询问时，取标准输入的第一行。\n\n"
    "示例：kuajie site-owner --data /srv/kuajie\n\n"
    "示例：kuajie site-owner --email ada@example.org --name 王敏 --organisation 明德教育 < password.txt",
)
ROW: Final = CommandRow(
    name="site-owner",
    module=__name__,
    summary=Text(
        en="Make the first person of a site, with an organisation.",
        zh="创建站点的第一位用户及其机构。",
    ),
)
EMAIL = Text(en="E-mail address", zh="邮箱")
NAME = Text(en="Name of the person", zh="姓名")
ORGANISATION = Text(en="Name of the organisation", zh="机构名称")
PASSWORD = Text(en="Password (not shown)", zh="密码（不显示）")
AGAIN = Text(en="The same again", zh="再次输入密码")
DIFFERENT = Text(en="These two are not the same. Once more.", zh="两次输入不一致，请重新输入。")
MADE = Text(
    en="{name} ({email}) owns {organisation} now, and can sign in.",
    zh="{name}（{email}）现为{organisation}的负责人，可以登录。",
)
NOBODY_TO_ASK: Final = Notice(
    "site.nobody_to_ask",
    Text(
        en="{option} is missing, and there is no terminal to ask at.", zh="缺少 {option}，且无终端可供询问。"
    ),
    Text(en="Give it on the command line.", zh="请在命令行中给出。"),
)
Email = Annotated[str | None, option("--email", EMAIL, metavar="ADDRESS")]
Name = Annotated[str | None, option("--name", NAME, metavar="NAME")]
OfOrganisation = Annotated[str | None, option("--organisation", ORGANISATION, metavar="NAME")]


def command(
    *,
    data: Data = Path("kuajie-site"),
    email: Email = None,
    name: Name = None,
    organisation: OfOrganisation = None,
    lang: Language = None,
) -> None:
    """Ask for what is missing, and make both."""
    from kuajie.cli.language import CURRENT_LOCALE
    from kuajie_site.serving.starting import open_site

    locale = lang or CURRENT_LOCALE.get()
    require_terminal({"--email": email, "--name": name, "--organisation": organisation})
    open_site(data.absolute())
    from kuajie_site.organisations.first_owner import FirstOwner, bring_owner, require_new

    email = require_new(email or _asked(EMAIL, locale))
    name = name or _asked(NAME, locale)
    organisation = organisation or _asked(ORGANISATION, locale)
    password = password_from(email, name, locale)
    owner = FirstOwner(email=email, name=name, organisation=organisation, password=password)
    made = bring_owner(owner, locale)
    facts = {"name": made.user.name, "email": made.user.email, "organisation": made.organisation.name}
    typer.echo(MADE.say(locale, **facts))


def require_terminal(given: dict[str, str | None]) -> None:
    """Raise ``BadInput`` where an option is missing and nobody can be asked for it."""
    missing = [name for name, value in given.items() if not value]
    if missing and not sys.stdin.isatty():
        raise BadInput.of(NOBODY_TO_ASK, option=" ".join(missing))


def _asked(what: Text, locale: Locale) -> str:
    return str(typer.prompt(what.say(locale)))


def password_from(email: str, name: str, locale: Locale) -> str:
    """Return a password that is good: asked for twice at a terminal, else the first line that comes in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    from kuajie_site.organisations.first_owner import require_strong

    while True:
        password = getpass(f"{PASSWORD.say(locale)}: ")
        try:
            require_strong(password, email=email, name=name, locale=locale)
        except BadInput as error:
            typer.echo(error.say(locale), err=True)
            continue
        if getpass(f"{AGAIN.say(locale)}: ") == password:
            return password
        typer.echo(DIFFERENT.say(locale), err=True)
