"""The form of a new webhook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MinLengthValidator

from kuajie.messages import Text
from kuajie_site.webhooks.addresses import Refused, place_of
from kuajie_site.webhooks.models import Kind
from kuajie_site.webhooks.types import TYPES
from kuajie_site.webhooks.words import KIND_NAMES, REFUSED_NAMES
from kuajie_site.words import lazily, said

NAME = Text(en="Name", zh="名称")
NAME_HELP = Text(en="What listens, such as “finance group”.", zh="由谁接收，例如“财务群”。")
KIND = Text(en="Kind", zh="类型")
URL = Text(en="Address", zh="地址")
URL_HELP = Text(
    en="It is kept encrypted; only its host is shown later. It must begin with https://.",
    zh="加密保存，之后只显示主机名。须以 https:// 开头。",
)
SECRET = Text(en="Secret of the robot", zh="机器人的签名密钥")
SECRET_HELP = Text(
    en="For DingTalk and Feishu robots with a signature check: the secret they show. "
    "For a program Kuajie makes one.",
    zh="仅用于启用加签（钉钉）或签名校验（飞书）的机器人，填写其给出的密钥。程序的密钥由跨界生成。",
)
LANGUAGE = Text(en="Language of the messages", zh="消息语言")
TYPES_LABEL = Text(en="Events", zh="事件")
NO_SECRET = Text(
    en="WeCom robots and programs take no secret here.", zh="企业微信机器人和程序无需在此填写密钥。"
)


class WebhookForm(forms.Form):
    """Who is to be told of what, where."""

    name = forms.CharField(
        label=lazily(NAME), help_text=lazily(NAME_HELP), max_length=100, validators=[MinLengthValidator(2)]
    )
    kind = forms.ChoiceField(
        label=lazily(KIND), choices=[(str(kind), lazily(text)) for kind, text in KIND_NAMES.items()]
    )
    url = forms.CharField(
        label=lazily(URL),
        help_text=lazily(URL_HELP),
        max_length=1000,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=lazily(SECRET),
        help_text=lazily(SECRET_HELP),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=lazily(LANGUAGE), choices=settings.LANGUAGES)
    types = forms.MultipleChoiceField(
        label=lazily(TYPES_LABEL),
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, lazily(text)) for name, text in TYPES.items()],
    )

    def clean_url(self) -> str:
        """Refuse what is no address the site sends to."""
        url: str = self.cleaned_data["url"].strip()
        try:
            place_of(url)
        except Refused as refused:
            raise forms.ValidationError(said(REFUSED_NAMES[refused.code])) from refused
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse a secret where none belongs."""
        cleaned = super().clean() or {}
        if cleaned.get("secret") and cleaned.get("kind") not in {Kind.DINGTALK, Kind.FEISHU}:
            self.add_error("secret", said(NO_SECRET))
        return cleaned
