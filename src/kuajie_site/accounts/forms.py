"""Forms of one's own account."""

from __future__ import annotations

from django import forms
from django.conf import settings

from kuajie.messages import Text
from kuajie_site.accounts.models import User
from kuajie_site.words import lazily


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What one is called, and in which language one reads."""

    name = forms.CharField(label=lazily(Text(en="Name", zh="姓名")), max_length=100)
    language = forms.ChoiceField(
        label=lazily(Text(en="Language", zh="语言")), choices=settings.LANGUAGES, required=True
    )

    class Meta:
        """The name and the language."""

        model = User
        fields = ("name", "language")
