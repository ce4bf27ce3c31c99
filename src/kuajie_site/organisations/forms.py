"""Forms of people and organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kuajie.messages import Text
from kuajie_site.access.roles import ROLE_NAMES, Role
from kuajie_site.accounts.models import User
from kuajie_site.organisations.invitations import OWN_ROLES, first_owners
from kuajie_site.organisations.models import Organisation
from kuajie_site.programmes.models import Party, Seat
from kuajie_site.words import lazily, said

EMAIL = Text(en="E-mail address", zh="邮箱地址")
AS = Text(en="As", zh="身份")
OWN = Text(en="For {party}", zh="代表{party}")
FIRST = Text(en="First owner of a party without people", zh="尚无成员的合作方的首位负责人")
NEUTRAL = Text(en="For no party", zh="不代表任何一方")
NAME = Text(en="Your name", zh="姓名")
PASSWORD = Text(en="Password", zh="密码")
PASSWORD_HELP = Text(
    en="At least ten characters; not one that many people use.", zh="至少 10 个字符，且不能是常见密码。"
)
NAME_TAKEN = Text(
    en="Another organisation on this site has this name. Choose one that tells them apart.",
    zh="本站已有同名机构，请使用可以区分的名称。",
)


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=lazily(EMAIL), max_length=254)
    place = forms.ChoiceField(label=lazily(AS))

    def __init__(self, seat: Seat, data: Any = None) -> None:
        super().__init__(data)
        self.parties = {f"first-{party.pk}": party for party in first_owners(seat.programme)}
        own = [(str(role), said(ROLE_NAMES[role])) for role in OWN_ROLES]
        groups: list[tuple[str, list[tuple[str, str]]]] = [
            (said(OWN, party=seat.party), own),
            (said(NEUTRAL), [(str(Role.MEDIATOR), said(ROLE_NAMES[Role.MEDIATOR]))]),
        ]
        if self.parties:
            firsts = [(key, party.name) for key, party in self.parties.items()]
            groups.insert(1, (said(FIRST), firsts))
        self.fields["place"].choices = groups  # type: ignore[attr-defined]
        self.fields["place"].initial = str(Role.ANALYST)
        self.own = seat.party

    def role_and_party(self) -> tuple[Role, Party | None]:
        """Return the role chosen, and for whom."""
        place = self.cleaned_data["place"]
        if place in self.parties:
            return Role.OWNER, self.parties[place]
        role = Role(place)
        return role, None if role is Role.MEDIATOR else self.own


class NewPersonForm(forms.Form):
    """A name and a password, for whoever has no account yet."""

    name = forms.CharField(
        label=lazily(NAME), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=lazily(PASSWORD),
        help_text=lazily(PASSWORD_HELP),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, email: str, data: Any = None) -> None:
        super().__init__(data)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Check the password as Django does, against the name and the address too."""
        cleaned = super().clean() or {}
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], User(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an organisation is called."""

    class Meta:
        """Its name alone."""

        model = Organisation
        fields = ("name",)
        labels = {"name": lazily(Text(en="Name", zh="名称"))}
        error_messages = {"name": {"unique": lazily(NAME_TAKEN)}}
