"""The form of a new key or client."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.validators import MinLengthValidator
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.roles import ROLE_NAMES, Role
from kuajie_site.api.credentials import Made, make_client, make_key, roles_within
from kuajie_site.api.models import Kind
from kuajie_site.programmes.models import Seat
from kuajie_site.words import lazily, said

USUAL: Final = timedelta(days=90)
LONGEST: Final = timedelta(days=366)
NAME = Text(en="Name", zh="名称")
NAME_HELP = Text(en="What uses it, such as “nightly upload”.", zh="由什么使用，例如“每晚上传”。")
KINDS = {
    Kind.KEY: Text(en="API key", zh="API 密钥"),
    Kind.CLIENT: Text(en="OAuth2 client (client credentials)", zh="OAuth2 客户端（客户端凭据）"),
}
KIND = Text(en="Kind", zh="类型")
ROLE = Text(en="Role", zh="角色")
ROLE_HELP = Text(
    en="It may do what this role may, and no more: choose the least that does.",
    zh="权限以该角色为限，请选择够用的最小角色。",
)
WRITE = Text(en="May change things (scope “write”), not only read", zh="可以修改（“write”权限），不限于读取")
UNTIL = Text(en="Until, and including", zh="有效期至（含当日）")
PAST = Text(en="Choose today or a later day.", zh="请选择今天或以后的日期。")
TOO_LONG = Text(en="At most a year; choose a day before {day}.", zh="最长一年，请选择 {day} 之前的日期。")


class CredentialForm(forms.Form):
    """What a new key is called, what it may do, until when."""

    name = forms.CharField(
        label=lazily(NAME),
        help_text=lazily(NAME_HELP),
        max_length=100,
        validators=[MinLengthValidator(2)],
    )
    kind = forms.ChoiceField(
        label=lazily(KIND), choices=[(str(kind), lazily(text)) for kind, text in KINDS.items()]
    )
    role = forms.ChoiceField(label=lazily(ROLE), help_text=lazily(ROLE_HELP))
    write = forms.BooleanField(label=lazily(WRITE), required=False)
    until = forms.DateField(
        label=lazily(UNTIL), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, seat: Seat, data: Any = None) -> None:
        super().__init__(data, initial={"until": timezone.localdate() + USUAL, "role": str(Role.ANALYST)})
        self.seat = seat
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (str(role), said(ROLE_NAMES[role])) for role in roles_within(Role(seat.role))
        ]

    def clean_until(self) -> date:
        """Refuse a day that has passed, or one more than a year ahead."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if until < today:
            raise forms.ValidationError(said(PAST))
        if until > today + LONGEST:
            raise forms.ValidationError(said(TOO_LONG, day=today + LONGEST))
        return until

    def make(self) -> Made:
        """Return the new key or client with its secret."""
        given = self.cleaned_data
        make = make_key if given["kind"] == Kind.KEY else make_client
        return make(
            self.seat,
            name=given["name"],
            role=Role(given["role"]),
            write=given["write"],
            until=given["until"],
        )
