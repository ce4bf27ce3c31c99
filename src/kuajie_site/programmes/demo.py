"""The demo programme on the site: three parties, a mediator, and what they show each other."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from kuajie import wiring
from kuajie.messages import Locale, Text
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.models import Grant
from kuajie_site.organisations.models import Belonging, Organisation
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.models import Party, Programme

PURPOSE = Text(en="Planning and settling the demo together", zh="共同规划与结算演示项目")
FILES = Text(en="First files", zh="初始文件")
MEDIATORS = Text(en="Mediation office", zh="调解办公室")
OWNER_OF = Text(en="Owner, {party}", zh="{party}负责人")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody of the demo: address, the key of the party they sit for (none: a mediator), role, name."""

    address: str
    party: str
    role: Role
    name: Text


def _person(account: str, party: str, role: Role, name: Text) -> DemoPerson:
    return DemoPerson(address=f"{account}@kuajie.test", party=party, role=role, name=name)


MEDIATOR = _person("mediator", "", Role.MEDIATOR, Text(en="Zhou Ping", zh="周平"))
PEOPLE: tuple[DemoPerson, ...] = (
    _person("platform", "zhihai", Role.OWNER, Text(en="Chen Jing", zh="陈静")),
    _person("finance", "zhihai", Role.FINANCE, Text(en="Zhao Lei", zh="赵磊")),
    _person("institution", "mingde", Role.OWNER, Text(en="Liu Min", zh="刘敏")),
    _person("employer", "yuanhang", Role.OWNER, Text(en="Sun Hao", zh="孙浩")),
    MEDIATOR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLogin:
    """How to sign in to the demo: any of the addresses, one password."""

    addresses: tuple[str, ...]
    password: str


def load_demo(locale: Locale, folder: Path | None = None) -> DemoLogin:
    """Make the demo programme (or that of a folder) and people, and return how to sign in.

    The password is kept nowhere. Raises ``BadInput`` for a folder that cannot be taken; then nothing is made.
    """
    password = secrets.token_urlsafe(9)
    with transaction.atomic(), tempfile.TemporaryDirectory() as place:
        source = folder or Path(place) / "demo"
        if folder is None:
            wiring.new(source, locale=locale)
        found = people_for([(party.id, party.name) for party in wiring.read(source).programme.parties])
        people = {
            one.address: User.objects.create_user(one.address, password, name=one.name.say(locale))
            for one in found
        }
        first = people[found[0].address]
        programme = create_programme(source, user=first, note=FILES.say(locale))
        seat_people(programme, {one: people[one.address] for one in found}, locale)
        show_everything(programme, first, locale)
    return DemoLogin(addresses=tuple(people), password=password)


def people_for(parties: Sequence[tuple[str, str]]) -> tuple[DemoPerson, ...]:
    """Return the demo's people where its parties are; for others an owner each, and the mediator."""
    if {one.party for one in PEOPLE if one.party} <= {key for key, _ in parties}:
        return PEOPLE
    owners = (
        _person(
            f"owner{number}",
            key,
            Role.OWNER,
            Text(en=OWNER_OF.say("en", party=name), zh=OWNER_OF.say("zh", party=name)),
        )
        for number, (key, name) in enumerate(parties, 1)
    )
    return (*owners, MEDIATOR)


def seat_people(programme: Programme, people: Mapping[DemoPerson, User], locale: Locale) -> None:
    """Seat the demo's people, each for their party's organisation."""
    parties = {party.key: party for party in programme.parties.all()}
    for one, user in people.items():
        party = parties.get(one.party)
        name = party.name if party else MEDIATORS.say(locale)
        organisation, _ = Organisation.objects.get_or_create(name=name)
        if party is not None and party.organisation is None:
            Party.objects.filter(pk=party.pk).update(organisation=organisation)
        Belonging.objects.create(
            user=user, organisation=organisation, owner=one.role in {Role.OWNER, Role.MEDIATOR}
        )
        give_seat(programme, user, one.role, party)


def show_everything(programme: Programme, user: User, locale: Locale) -> None:
    """Let every party of the demo show every field but its learners to all others, for a year."""
    now = timezone.now()
    parties = list(programme.parties.all())
    Grant.objects.bulk_create(
        Grant(
            programme=programme,
            party=party,
            to=to,
            field=str(field),
            purpose=PURPOSE.say(locale),
            granted_by=user,
            granted_at=now,
            expires_at=now + timedelta(days=365),
        )
        for party in parties
        for to in (*parties, None)
        if to != party
        for field in Field
        if field is not Field.LEARNERS
    )
