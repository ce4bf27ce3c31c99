"""The forms of the steps: what one programme, party, course, lever or budget says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from kuajie.messages import Text
from kuajie_site.setup import choices
from kuajie_site.words import lazily, said

NOT_MONDAY = Text(
    en="This is no Monday; the Monday before is {monday}.", zh="该日不是周一；前一个周一是 {monday}。"
)
BAD_KEY = Text(
    en="Use letters, digits, “-” and “_” only, beginning with a letter or digit.",
    zh="只能使用字母、数字、“-”和“_”，并以字母或数字开头。",
)
KEY_HELP = Text(
    en="short, used in files and folders, cannot change later", zh="简短；用于文件和文件夹，之后不可更改"
)


def label(en: str, zh: str) -> Any:
    """Return a label in both languages."""
    return lazily(Text(en=en, zh=zh))


def options(named: choices.Choices) -> list[tuple[str, Any]]:
    """Return the choices of a field."""
    return [(name, lazily(text)) for name, text in named.items()]


class KeyField(forms.RegexField):
    """A short name for files and folders."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
            max_length=60,
            error_messages={"invalid": lazily(BAD_KEY)},
            **more,
        )


def money(**more: Any) -> forms.DecimalField:
    """Return a field for an amount of money."""
    return forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, **more)


class BasicsForm(forms.Form):
    """What a programme is called, in which money and time, when."""

    title = forms.CharField(max_length=200, label=label("Name of the programme", "项目名称"))
    key = KeyField(label=label("Key of the programme", "项目代号"), help_text=lazily(KEY_HELP))
    currency = forms.ChoiceField(choices=options(choices.CURRENCIES), label=label("Currency", "币种"))
    time_zone = forms.ChoiceField(choices=options(choices.TIME_ZONES), label=label("Time zone", "时区"))
    country = forms.ChoiceField(
        choices=options(choices.COUNTRIES),
        label=label("Whose public holidays count", "以哪里的法定节假日为准"),
    )
    start = forms.DateField(
        label=label("First day of the horizon (a Monday)", "规划期首日（周一）"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    weeks = forms.IntegerField(
        min_value=1, max_value=104, initial=12, label=label("Weeks to plan", "规划周数")
    )

    def clean_start(self) -> date:
        """Take Mondays only."""
        start: date = self.cleaned_data["start"]
        if start.weekday():
            before = date.fromordinal(start.toordinal() - start.weekday())
            raise forms.ValidationError(said(NOT_MONDAY, monday=before.isoformat()))
        return start


class PartyForm(forms.Form):
    """A party."""

    key = KeyField(label=label("Key", "代号"))
    name = forms.CharField(max_length=200, label=label("Name", "名称"))
    role = forms.ChoiceField(choices=options(choices.ROLES), label=label("Role", "角色"))


class CourseForm(forms.Form):
    """A joint course."""

    key = KeyField(label=label("Course id", "课程编号"))
    title = forms.CharField(max_length=200, label=label("Title", "课程名称"))
    seller = forms.ChoiceField(label=label("Seller", "销售方"))
    requires = forms.MultipleChoiceField(
        label=label("Needs these parties", "需要的合作方"), widget=forms.CheckboxSelectMultiple
    )
    price_choices = forms.CharField(
        required=False,
        max_length=300,
        label=label("Prices to choose from", "可选价格"),
        help_text=label("separated by spaces; empty: the price stays", "用空格分隔；留空则价格不变"),
    )

    def __init__(self, *args: Any, parties: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["seller"].choices = list(parties.items())  # type: ignore[attr-defined]
        self.fields["requires"].choices = list(parties.items())  # type: ignore[attr-defined]
        for key, name in parties.items():
            text = Text(en="Unit cost of {name}", zh="{name}的单位成本")
            self.fields[f"cost-{key}"] = money(required=False, label=said(text, name=name))

    def clean_price_choices(self) -> str:
        """Take amounts separated by blanks or commas."""
        return clean_prices(self.cleaned_data["price_choices"])


class LeverForm(forms.Form):
    """A lever."""

    key = KeyField(label=label("Key", "代号"))
    title = forms.CharField(max_length=200, label=label("Name", "名称"))
    party = forms.ChoiceField(label=label("Whose", "所属合作方"))
    kind = forms.ChoiceField(choices=options(choices.KINDS), label=label("Kind", "类型"))
    unit = forms.ChoiceField(choices=options(choices.UNITS), label=label("Counted in", "计量单位"))
    unit_cost = money(
        required=False,
        label=label("Cost of one unit", "单位费用"),
        help_text=label("for hours and sessions", "按小时或场次计量时填写"),
    )
    weekly_max = money(label=label("Most per week, in money", "每周上限（金额）"))

    def __init__(self, *args: Any, parties: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["party"].choices = list(parties.items())  # type: ignore[attr-defined]


class BudgetsForm(forms.Form):
    """Upper limits over the horizon: of all, and of every party."""

    total = money(required=False, label=label("All parties together", "各方合计"))

    def __init__(self, *args: Any, parties: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        for key, name in parties.items():
            self.fields[f"party-{key}"] = money(required=False, label=name)


class OwnForm(forms.Form):
    """Which party the one who sets up sits for."""

    own = forms.ChoiceField(label=label("You sit here for", "你代表"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, parties: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["own"].choices = list(parties.items())  # type: ignore[attr-defined]


def clean_prices(told: str) -> str:
    """Return amounts in order, separated by blanks; raises ``ValidationError`` for anything else."""
    cells = told.replace("，", " ").replace(",", " ").replace("、", " ").split()
    field = money()
    return " ".join(f"{price:.2f}" for price in sorted({field.clean(cell) for cell in cells}))


def prices(told: str) -> list[str]:
    """Return the amounts of cleaned prices."""
    return told.split()


def filled(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the rows in which anything was typed."""
    return [row for row in rows if row]
