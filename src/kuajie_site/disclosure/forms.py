"""Forms of disclosure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinLengthValidator
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.disclosure.fields import FIELD_NAMES, Field
from kuajie_site.disclosure.granting import LONGEST, MEDIATORS, USUAL
from kuajie_site.disclosure.thresholds import LEAST, MOST
from kuajie_site.programmes.models import Party, Seat
from kuajie_site.words import lazily, said

TO_MEDIATORS = "mediators"
PURPOSE = Text(en="Purpose", zh="用途")
PURPOSE_HELP = Text(
    en="What the others may use it for; it is kept with the grant.",
    zh="对方可用于何事；将随公开记录一并保存。",
)
NEEDED_FOR = Text(en="What it is needed for", zh="用途")
NEEDED_HELP = Text(en="The other party reads this and decides.", zh="对方会看到此说明并作出决定。")
UNTIL = Text(en="Until, and including", zh="有效期至（含当日）")
PAST = Text(en="Choose today or a later day.", zh="请选择今天或以后的日期。")
TOO_LONG = Text(
    en="A grant lasts three years at most; choose a day before {day}.",
    zh="公开最长三年，请选择 {day} 之前的日期。",
)
TO = Text(en="To whom", zh="向谁公开")
FIELDS = Text(en="What", zh="公开内容")
REASON = Text(en="Reason", zh="理由")
FROM_WHOM = Text(en="From whom, and what", zh="请谁公开什么")


def purpose_field(label: Text, help_text: Text) -> forms.CharField:
    """Return a field for a purpose, which is required."""
    return forms.CharField(
        label=lazily(label), help_text=lazily(help_text), max_length=300, validators=[MinLengthValidator(3)]
    )


class GrantForm(forms.Form):
    """What to show to whom, for what, until when."""

    to = forms.MultipleChoiceField(label=lazily(TO), widget=forms.CheckboxSelectMultiple)
    fields_ = forms.MultipleChoiceField(label=lazily(FIELDS), widget=forms.CheckboxSelectMultiple)
    purpose = purpose_field(PURPOSE, PURPOSE_HELP)
    until = forms.DateField(
        label=lazily(UNTIL), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, seat: Seat, data: Any = None) -> None:
        super().__init__(data, initial={"until": timezone.localdate() + USUAL})
        others = [party for party in seat.programme.parties.all() if party.pk != seat.party_id]
        self.receivers: dict[str, Party | None] = {party.key: party for party in others}
        self.receivers[TO_MEDIATORS] = None
        named = [(party.key, party.name) for party in others]
        self.fields["to"].choices = [*named, (TO_MEDIATORS, said(MEDIATORS))]  # type: ignore[attr-defined]
        self.fields["fields_"].choices = [  # type: ignore[attr-defined]
            (str(field), said(FIELD_NAMES[field])) for field in Field
        ]

    def clean_until(self) -> date:
        """Refuse a day that has passed, or one more than three years ahead."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if until < today:
            raise forms.ValidationError(said(PAST))
        if until > today + LONGEST:
            raise forms.ValidationError(said(TOO_LONG, day=today + LONGEST))
        return until

    def chosen(self) -> tuple[list[Party | None], list[Field]]:
        """Return to whom, and which fields."""
        return (
            [self.receivers[key] for key in self.cleaned_data["to"]],
            [Field(name) for name in self.cleaned_data["fields_"]],
        )


class ThresholdForm(forms.Form):
    """Below how many learners or orders figures are told to nobody else."""

    fewest = forms.IntegerField(
        label=lazily(Text(en="Fewest learners or orders", zh="最少学员数或订单数")),
        help_text=lazily(
            Text(
                en="Between {least} and {most}. Others no longer see answers made under a lower number.",
                zh="{least} 至 {most} 之间。按较小的数字得出的结果将不再向他方显示。",
            ),
            least=LEAST,
            most=MOST,
        ),
        min_value=LEAST,
        max_value=MOST,
    )


class AskForm(forms.Form):
    """What to ask others to show, and for what."""

    wanted = forms.MultipleChoiceField(label=lazily(FROM_WHOM), widget=forms.CheckboxSelectMultiple)
    purpose = purpose_field(NEEDED_FOR, NEEDED_HELP)

    def __init__(
        self, missing: list[tuple[Party, Field]], data: Any = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.missing = {f"{party.pk}-{field}": (party, field) for party, field in missing}
        self.fields["wanted"].choices = [  # type: ignore[attr-defined]
            (key, said(WANTED, party=party.name, field=FIELD_NAMES[field]))
            for key, (party, field) in self.missing.items()
        ]

    def by_party(self) -> dict[Party, list[Field]]:
        """Return what is asked of whom."""
        found: dict[Party, list[Field]] = {}
        for key in self.cleaned_data["wanted"]:
            party, field = self.missing[key]
            found.setdefault(party, []).append(field)
        return found


class DeclineForm(forms.Form):
    """Why a request is declined."""

    reason = forms.CharField(label=lazily(REASON), max_length=300, validators=[MinLengthValidator(3)])


WANTED = Text(en="{party}: {field}", zh="{party}：{field}")
