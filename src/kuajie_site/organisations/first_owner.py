"""The first person of an organisation: made by whoever runs the site, as nobody is there to invite them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import translation

from kuajie.messages import BadInput, Locale, Notice, Text
from kuajie_site.accounts.models import User
from kuajie_site.organisations.models import Belonging, Organisation

NO_ADDRESS: Final = Notice(
    "site.no_address",
    Text(en="“{email}” is not an e-mail address.", zh="“{email}”不是有效的邮箱地址。"),
    Text(en="Give one such as name@example.org.", zh="请输入如 name@example.org 的地址。"),
)
ADDRESS_TAKEN: Final = Notice(
    "site.address_taken",
    Text(
        en="Somebody with the address {email} can sign in already. Nothing was changed.",
        zh="邮箱 {email} 已有账号，未作任何改动。",
    ),
    Text(
        en="Sign in with it, ask there for a new password, or give another address.",
        zh="请直接登录，或在登录页申请重设密码，或使用其他邮箱。",
    ),
)
NO_NAME: Final = Notice(
    "site.no_name",
    Text(en="A name is missing or longer than {most} characters.", zh="名称为空，或超过 {most} 个字符。"),
    Text(en="Give the person and the organisation a name each.", zh="请分别填写人员姓名与机构名称。"),
)
ORGANISATION_TAKEN: Final = Notice(
    "site.organisation_taken",
    Text(
        en="The organisation “{organisation}” is on this site already. Nothing was changed.",
        zh="本站已有机构“{organisation}”，未作任何改动。",
    ),
    Text(
        en="Its owners invite its people; for another organisation give another name.",
        zh="请由该机构的负责人邀请成员；如为另一机构，请使用不同的名称。",
    ),
)
WEAK_PASSWORD: Final = Notice(
    "site.weak_password",
    Text(en="This password is too easy to guess: {reasons}", zh="密码过于简单：{reasons}"),
    Text(
        en="Choose at least ten characters that are neither a common password nor part of the name.",
        zh="请使用至少 10 个字符的密码，且不能是常见密码或与姓名、邮箱相近。",
    ),
)
LANGUAGES: Final = {"zh": "zh-hans", "en": "en"}
MOST_OF_PERSON, MOST_OF_ORGANISATION = 100, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOwner:
    """A person and the organisation they bring; the password is shown nowhere."""

    email: str
    name: str
    organisation: str
    password: str = field(repr=False)


def require_new(email: str) -> str:
    """Return an address as accounts know it; raises ``BadInput`` for none, and for somebody's."""
    told = email.strip().lower()
    try:
        validate_email(told)
    except ValidationError as error:
        raise BadInput.of(NO_ADDRESS, email=email) from error
    if User.objects.filter(email=told).exists():
        raise BadInput.of(ADDRESS_TAKEN, email=told)
    return told


def require_strong(password: str, *, email: str, name: str, locale: Locale) -> None:
    """Raise ``BadInput``, with the reasons, for a password that is easy to guess."""
    with translation.override(LANGUAGES[locale]):
        try:
            validate_password(password, User(email=email, name=name))
        except ValidationError as error:
            raise BadInput.of(WEAK_PASSWORD, reasons=" ".join(error.messages)) from error


def bring_owner(owner: FirstOwner, locale: Locale) -> Belonging:
    """Make a person and their organisation, which they own: both or neither. Raises ``BadInput``."""
    email = require_new(owner.email)
    name, organisation = owner.name.strip(), owner.organisation.strip()
    for told, most in ((name, MOST_OF_PERSON), (organisation, MOST_OF_ORGANISATION)):
        if not 0 < len(told) <= most:
            raise BadInput.of(NO_NAME, most=most)
    require_strong(owner.password, email=email, name=name, locale=locale)
    if Organisation.objects.filter(name=organisation).exists():
        raise BadInput.of(ORGANISATION_TAKEN, organisation=organisation)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, owner.password, name=name, language=LANGUAGES[locale])
            made = Organisation.objects.create(name=organisation)
            return Belonging.objects.create(user=user, organisation=made, owner=True)
    except IntegrityError as error:  # the same, twice at once
        raise BadInput.of(ADDRESS_TAKEN, email=email) from error
