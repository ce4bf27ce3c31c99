"""The mail that invites: in both languages, because nobody knows yet in which the person reads."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage

from kuajie.messages import LOCALES, Text
from kuajie_site.access.roles import ROLE_NAMES, Role
from kuajie_site.organisations.models import Invitation

log = logging.getLogger(__name__)
SUBJECT: Final = Text(en="Invitation to “{programme}” on Kuajie", zh="跨界：邀请你参与“{programme}”")
BODY: Final = Text(
    en="{inviter} ({organisation}) invites you to the joint programme “{programme}” as {role}{place}.\n\n"
    "Open this link within seven days to accept. It can be used once, by you alone:\n\n{link}\n\n"
    "If you did not expect this, ignore it: nothing happens without you.",
    zh="{inviter}（{organisation}）邀请你以{role}身份{place}参与合作项目“{programme}”。\n\n"
    "请在七天内打开以下链接接受邀请。链接仅限你本人使用一次：\n\n{link}\n\n"
    "若你并不知情，请忽略本邮件，不会产生任何影响。",
)
FOR_PARTY: Final = Text(en=" of {party}", zh="代表{party}")
NOBODY: Final = Text(en=" for no party", zh="中立地")


def mail_is_set_up() -> bool:
    """Say whether mail leaves this machine, as far as the settings tell."""
    return not settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend"))


def send(invitation: Invitation, link: str) -> bool:
    """Send an invitation; says whether the mail server took it. The link is never logged."""
    named = {"programme": invitation.programme.name}
    mail = EmailMessage(
        subject=" / ".join(SUBJECT.say(locale, **named) for locale in LOCALES),
        body="\n\n———\n\n".join(_body(invitation, link)),
        to=[invitation.email],
    )
    try:
        return mail.send() == 1
    except (OSError, SMTPException):
        log.exception("the invitation %s could not be mailed", invitation.pk)
        return False


def _body(invitation: Invitation, link: str) -> list[str]:
    party = invitation.party
    facts = {
        "inviter": invitation.invited_by.name,
        "organisation": invitation.by_party.name,
        "programme": invitation.programme.name,
        "role": ROLE_NAMES[Role(invitation.role)],
        "link": link,
    }
    places = {
        locale: NOBODY.say(locale) if party is None else FOR_PARTY.say(locale, party=party.name)
        for locale in LOCALES
    }
    return [BODY.say(locale, place=places[locale], **facts) for locale in LOCALES]
