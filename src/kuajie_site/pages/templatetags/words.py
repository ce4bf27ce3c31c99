"""Template tags for two languages: ``{% t "Plan" "方案" %}``. Both stand side by side; none is forgotten."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_time
from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from kuajie.messages import Text
from kuajie_site.access.roles import ROLE_NAMES, Action, Role
from kuajie_site.programmes.models import Party, Seat
from kuajie_site.words import CLDR, locale_now, said

register = template.Library()
MOMENT = Text(en="{day}, {time}", zh="{day} {time}")


@register.simple_tag
def t(en: str, zh: str, **facts: object) -> str:
    """Say a text in the reader's language, its ``{facts}`` filled in (and escaped)."""
    escaped = {name: conditional_escape(str(fact)) for name, fact in facts.items()}
    return SafeString(said(Text(en=en, zh=zh), **escaped))


@register.filter
def say(text: Text) -> str:
    """Say a ``Text`` in the reader's language."""
    return said(text)


@register.filter
def called(party: Party | None) -> str:
    """Return what a party is called; without one, mediators."""
    if party is None:
        return said(Text(en="mediators", zh="调解人"))
    return party.name


@register.filter
def role_name(role: str) -> str:
    """Return what a role is called."""
    return said(ROLE_NAMES[Role(role)])


@register.filter
def may(seat: Seat | None, action: str) -> bool:
    """Say whether a seat allows an action, by its name."""
    return seat is not None and seat.may(Action(action))


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a day as the reader's language writes it."""
    if not value:  # templates give "" for what is not there
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return str(format_date(local, format="medium", locale=CLDR[locale_now()]))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Return a moment as the reader's language writes it, exact for machines."""
    if not value:  # templates give "" for what is not there
        return ""
    local = timezone.localtime(value)
    locale = CLDR[locale_now()]
    told = said(
        MOMENT, day=format_date(local, locale=locale), time=format_time(local, format="short", locale=locale)
    )
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), told)


@register.filter
def percent(value: float) -> str:
    """Return a part of one as whole per cent, for progress."""
    return f"{round(100 * value)}"
