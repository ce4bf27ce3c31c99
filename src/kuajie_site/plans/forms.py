"""The forms of proposals: what to propose, why, what to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import uuid4

from django import forms

from kuajie.messages import Text
from kuajie_site.words import lazily, said

TITLE: Final = Text(en="Title", zh="标题")
REASON: Final = Text(en="Reason", zh="理由")
REASON_HELP: Final = Text(
    en="What it is for, what speaks for it; all parties read it.", zh="目的与依据；各方均可看到。"
)
PLAN: Final = Text(en="Plan", zh="方案")
TERMS: Final = Text(en="Terms", zh="条款")
TERMS_HELP: Final = Text(
    en="The table [terms] with its clauses, as in programme.toml. They are checked before anybody sees them.",
    zh="内容同 programme.toml 中的 [terms] 及其条款。提交前会先核对。",
)
COMMENT: Final = Text(en="Comment", zh="附言")
DECLINED: Final = Text(en="Why not", zh="理由")
SAY: Final = Text(en="Your comment", zh="你的意见")
SAY_HELP: Final = Text(
    en="All parties and mediators read it. Name a party with “@” to ask it: {names}.",
    zh="各方与调解人均可看到。用“@”点名某一方：{names}。",
)
LINE: Final = Text(en="About", zh="针对")
WHOLE: Final = Text(en="the whole proposal", zh="整个提案")
ANSWERS: Final = Text(en="In answer to", zh="针对")
ANSWERS_HELP: Final = Text(
    en="A proposal that is answered with another is closed: its parties then decide on yours.",
    zh="提出反提案后，原提案即告结束，改由各方审议本提案。",
)
NO_ANSWER: Final = Text(en="nothing: it stands by itself", zh="无，单独提出")
WHY: Final = Text(en="Reason", zh="理由")


def _area(rows: int, **more: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **more})


class KeptForm(forms.Form):
    """A form that makes one thing, however often it is sent: ``key`` is that thing's id."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": uuid4(), **(initial or {})})


class ProposeForm(KeptForm):
    """Something to propose, by itself or in answer to one of the open proposals of others."""

    def __init__(
        self,
        data: Any = None,
        *,
        answerable: Iterable[tuple[str, str]] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        known = list(answerable)
        if known:
            self.fields["answers"] = forms.ChoiceField(
                label=lazily(ANSWERS),
                help_text=lazily(ANSWERS_HELP),
                required=False,
                choices=[("", said(NO_ANSWER)), *known],
            )


class ProposePlanForm(ProposeForm):
    """A plan to propose."""

    answer = forms.TypedChoiceField(label=lazily(PLAN), coerce=int)
    title = forms.CharField(label=lazily(TITLE), max_length=200)
    reason = forms.CharField(
        label=lazily(REASON), help_text=lazily(REASON_HELP), max_length=4000, required=False, widget=_area(4)
    )

    def __init__(
        self,
        data: Any = None,
        *,
        plans: Iterable[tuple[int, str]],
        answerable: Iterable[tuple[str, str]] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, answerable=answerable, initial=initial)
        self.plans = list(plans)
        self.fields["answer"].choices = self.plans  # type: ignore[attr-defined]


class ProposeTermsForm(ProposeForm):
    """Terms to propose."""

    text = forms.CharField(
        label=lazily(TERMS),
        help_text=lazily(TERMS_HELP),
        max_length=50_000,
        widget=_area(14, **{"class": "code", "spellcheck": "false"}),
    )
    title = forms.CharField(label=lazily(TITLE), max_length=200)
    reason = forms.CharField(
        label=lazily(REASON), help_text=lazily(REASON_HELP), max_length=4000, required=False, widget=_area(4)
    )


class DraftForm(forms.Form):
    """What a draft is called, and why it is made; ``was`` is what was edited."""

    was = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=lazily(TITLE), max_length=200)
    reason = forms.CharField(label=lazily(REASON), max_length=4000, required=False, widget=_area(4))


class TermsDraftForm(DraftForm):
    """Terms that are a draft: their text too."""

    text = forms.CharField(
        label=lazily(TERMS),
        help_text=lazily(TERMS_HELP),
        max_length=50_000,
        widget=_area(14, **{"class": "code", "spellcheck": "false"}),
    )


class ApproveForm(forms.Form):
    """Approves what was shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(label=lazily(COMMENT), max_length=4000, required=False, widget=_area(2))


class DeclineForm(forms.Form):
    """Declines, with a reason."""

    comment = forms.CharField(label=lazily(DECLINED), max_length=4000, widget=_area(3))


class WithdrawForm(forms.Form):
    """Takes a proposal back."""

    comment = forms.CharField(label=lazily(WHY), max_length=4000, required=False, widget=_area(2))


class SayForm(KeptForm):
    """Something to say about a proposal or a line of it."""

    line = forms.ChoiceField(label=lazily(LINE), required=False)
    text = forms.CharField(label=lazily(SAY), max_length=4000, widget=_area(3))

    def __init__(
        self,
        data: Any = None,
        *,
        lines: Iterable[tuple[str, str]],
        names: Sequence[str] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["line"].choices = [("", said(WHOLE)), *lines]  # type: ignore[attr-defined]
        called = (", " if said(LINE) == LINE.en else "、").join(f"@{name}" for name in names)
        self.fields["text"].help_text = said(SAY_HELP, names=called)


class EditCommentForm(forms.Form):
    """A comment corrected; ``was`` is the text that was edited."""

    was = forms.CharField(max_length=4000, widget=forms.HiddenInput)
    text = forms.CharField(label=lazily(SAY), max_length=4000, widget=_area(3))
