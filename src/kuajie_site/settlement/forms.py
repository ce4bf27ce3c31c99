"""Forms of settlement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.words import lazily, said

MINIMUM = Text(
    en="Payments below this amount are carried forward to the next month.", zh="低于此额的付款结转下期。"
)
WINDOW = Text(
    en="After these days without an objection the month can be locked although signatures are missing.",
    zh="期满无异议，即使有缺少的签署，该月也可以锁定。",
)
SETTLED = Text(
    en="What was due before this month was paid outside these books", zh="此前各月应付已在账外结清"
)
UNUSUAL = Text(
    en="Only where headers are unusual; otherwise leave these empty.", zh="仅在列名不常见时填写，否则留空。"
)
ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "UTC")


class PostForm(forms.Form):
    """Which month to post."""

    month = forms.ChoiceField(label=lazily(Text(en="Month", zh="月份")))
    settled_before = forms.BooleanField(required=False, label=lazily(SETTLED))

    def __init__(self, *args: Any, months: list[str], first: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["month"].choices = [(month, month) for month in months]  # type: ignore[attr-defined]
        if not first:
            del self.fields["settled_before"]


class IssueForm(forms.Form):
    """With how many days for comments, and which least payment, statements are issued."""

    window = forms.IntegerField(
        min_value=0,
        max_value=365,
        label=lazily(Text(en="Days for comments", zh="意见期（天）")),
        help_text=lazily(WINDOW),
    )
    minimum = forms.DecimalField(
        min_value=0,
        max_digits=14,
        decimal_places=4,
        label=lazily(Text(en="Least payment", zh="最低付款额")),
        help_text=lazily(MINIMUM),
    )


class SignForm(forms.Form):
    """A signature: of the statement with this hash."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen = forms.BooleanField(
        label=lazily(
            Text(
                en="I have read this statement and sign it in my name", zh="我已核对该对账单，以本人名义签署"
            )
        )
    )


class ObjectForm(forms.Form):
    """An objection: to the statement with this hash."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=64)
    comment = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=lazily(Text(en="What is wrong? All parties read it.", zh="有何异议？各方均可看到。")),
    )


class BundleForm(forms.Form):
    """An evidence bundle to be recomputed."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=lazily(Text(en="Evidence bundle (ZIP)", zh="证据包（ZIP）")),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )
    noted = forms.RegexField(
        r"^\s*[0-9a-fA-F]{6,64}\s*$",
        required=False,
        max_length=66,
        label=lazily(Text(en="Code that you noted earlier", zh="此前留存的校验码")),
    )


HEADERS = {
    "order_id": Text(en="Header of the order number", zh="订单号的列名"),
    "paid": Text(en="Header of the amount", zh="金额的列名"),
    "line": Text(en="Header of the line", zh="行号的列名"),
    "ordered_at": Text(en="Header of the moment", zh="时间的列名"),
    "refunded": Text(en="Header of the refund", zh="退款金额的列名"),
    "state": Text(en="Header of the state", zh="状态的列名"),
}
"""By column of a book; usual headers are known without being named."""


class BookForm(forms.Form):
    """A side's own book; headers that are not the usual ones are named."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=lazily(Text(en="Your own book (CSV or XLSX)", zh="本方账本（CSV 或 XLSX）")),
        help_text=lazily(
            Text(
                en="It needs an order number and an amount; line, moment, refund and state are read too.",
                zh="须含订单号和金额；行号、时间、退款、状态如有则一并读取。",
            )
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )
    zone = forms.ChoiceField(label=lazily(Text(en="Time zone of its moments", zh="时间所属时区")))
    unit = forms.ChoiceField(label=lazily(Text(en="Unit of its amounts", zh="金额单位")), required=False)

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        zones = dict.fromkeys((zone, *ZONES))
        self.fields["zone"].choices = [(each, each) for each in zones]  # type: ignore[attr-defined]
        units = (
            ("", Text(en="as its header says, else yuan", zh="按表头，默认为元")),
            ("yuan", Text(en="yuan", zh="元")),
            ("fen", Text(en="fen", zh="分")),
        )
        self.fields["unit"].choices = [(value, said(text)) for value, text in units]  # type: ignore[attr-defined]
        for column, label in HEADERS.items():
            self.fields[f"header_{column}"] = forms.CharField(
                required=False,
                max_length=100,
                label=said(label),
                help_text=said(UNUSUAL) if column == "order_id" else "",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one header for two columns."""
        values = super().clean() or {}
        seen: set[str] = set()
        for column in HEADERS:
            header = values.get(f"header_{column}", "")
            if header and header in seen:
                self.add_error(f"header_{column}", said(Text(en="Named already.", zh="该列名已使用。")))
            seen.add(header)
        return values

    def columns(self) -> dict[str, str]:
        """Return which column each header that was named is."""
        named = {self.cleaned_data[f"header_{column}"]: column for column in HEADERS}
        return {header: column for header, column in named.items() if header}


class ComparisonForm(BookForm):
    """A book, and what it is compared with."""

    against = forms.ChoiceField(label=lazily(Text(en="Compare with", zh="核对对象")))
    period = forms.RegexField(
        r"^\s*\d{4}-(0[1-9]|1[0-2])\s*$",
        required=False,
        label=lazily(Text(en="Only this month, such as 2026-10", zh="仅核对该月，如 2026-10")),
    )
    tolerance = forms.DecimalField(
        min_value=0,
        max_digits=12,
        decimal_places=2,
        initial=0,
        label=lazily(Text(en="Tolerated difference of amounts", zh="金额容差")),
    )
    days = forms.IntegerField(
        min_value=0,
        max_value=31,
        initial=1,
        label=lazily(Text(en="Tolerated difference in days", zh="日期容差（天）")),
    )

    def __init__(self, *args: Any, against: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["against"].choices = against  # type: ignore[attr-defined]
        self.order_fields(["key", "against", "file", "zone", "unit", "period", "tolerance", "days"])


class ManyFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class CaseForm(forms.Form):
    """The head of a case: until when the others answer, until when a mediator rules, and evidence."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    month = forms.CharField(widget=forms.HiddenInput, max_length=7)
    answer_by = forms.DateField(
        label=lazily(Text(en="Answers until", zh="答复期限")),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    rule_by = forms.DateField(
        label=lazily(Text(en="Ruling until", zh="裁决期限")),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse deadlines out of order."""
        values = super().clean() or {}
        first, last = values.get("answer_by"), values.get("rule_by")
        if first and first < timezone.localdate():
            self.add_error("answer_by", said(Text(en="This day is past.", zh="该日期已过。")))
        if first and last and last < first:
            self.add_error(
                "rule_by", said(Text(en="It must not lie before the answers.", zh="不得早于答复期限。"))
            )
        return values


def usual_deadlines() -> dict[str, Any]:
    """Return the deadlines that a new case begins with."""
    today = timezone.localdate()
    return {"answer_by": today + timedelta(days=7), "rule_by": today + timedelta(days=14)}


class ClaimForm(forms.Form):
    """One line of a case."""

    event = forms.CharField(
        max_length=200,
        label=lazily(Text(en="Order, refund or lesson", zh="订单、退款或课消")),
        help_text=lazily(
            Text(en="As the statement writes it: party/order/line", zh="按对账单写法：合作方/订单号/行号")
        ),
    )
    clause = forms.ChoiceField(required=False, label=lazily(Text(en="Clause", zh="条款")))
    payer = forms.ChoiceField(label=lazily(Text(en="Who owes more", zh="应多付的一方")))
    payee = forms.ChoiceField(label=lazily(Text(en="To whom", zh="应收的一方")))
    amount = forms.DecimalField(
        min_value=0, max_digits=14, decimal_places=2, label=lazily(Text(en="Amount claimed", zh="主张金额"))
    )
    reason = forms.CharField(
        max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), label=lazily(Text(en="Why", zh="理由"))
    )

    def __init__(
        self,
        *args: Any,
        parties: list[tuple[str, str]],
        clauses: list[tuple[str, str]],
        own: str,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.own = own
        for name in ("payer", "payee"):
            self.fields[name].choices = parties  # type: ignore[attr-defined]
        any_clause = ("", said(Text(en="no particular one", zh="不特定")))
        self.fields["clause"].choices = [any_clause, *clauses]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse claims of nothing, against oneself, and between others."""
        values = super().clean() or {}
        payer, payee, amount = (values.get(name) for name in ("payer", "payee", "amount"))
        if payer and payer == payee:
            self.add_error("payee", said(Text(en="Name two parties.", zh="请选择两个不同的合作方。")))
        elif payer and payee and self.own not in (payer, payee):
            self.add_error(
                "payee", said(Text(en="Your own party must be one of both.", zh="其中一方须为本方。"))
            )
        if amount is not None and not amount:
            self.add_error("amount", said(Text(en="Claim more than nothing.", zh="主张金额须大于零。")))
        return values


class ReplyForm(forms.Form):
    """What somebody says to a case."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=lazily(
            Text(en="Your answer; all parties and mediators read it", zh="答复内容（各方及调解人可见）")
        ),
    )


class WithdrawForm(forms.Form):
    """A case taken back, and why, where that is worth saying."""

    reason = forms.CharField(
        max_length=1000,
        required=False,
        label=lazily(Text(en="Why, for the others", zh="撤回说明（各方可见）")),
    )


class RulingForm(forms.Form):
    """A mediator's word on one line: how much of it is granted, and why; left empty it stays open."""

    amount = forms.DecimalField(
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        label=lazily(Text(en="Granted", zh="支持金额")),
        help_text=lazily(
            Text(en="0 dismisses the line; empty leaves it open.", zh="填 0 为驳回；留空则暂不裁决。")
        ),
    )
    reason = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=lazily(Text(en="Why", zh="理由")),
    )

    def __init__(self, *args: Any, most: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.most = most

    def clean(self) -> dict[str, Any]:
        """Refuse more than was claimed, and a ruling without a reason."""
        values = super().clean() or {}
        amount = values.get("amount")
        if amount is not None and amount > self.most:
            text = Text(en="At most what was claimed: {most}.", zh="不得超过主张金额 {most}。")
            self.add_error("amount", said(text, most=self.most))
        if amount is not None and not values.get("reason", "").strip():
            self.add_error("reason", said(Text(en="A ruling needs a reason.", zh="裁决须写明理由。")))
        return values
