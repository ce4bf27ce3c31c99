"""What a password must be, said in both languages; Django's own words lack some Chinese."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)

from kuajie.messages import Text
from kuajie_site.words import said

TOO_SHORT = Text(
    en="This password is too short: use at least {least} characters.",
    zh="密码太短，至少需要 {least} 个字符。",
)
TOO_LIKE = Text(en="A password must not resemble the name or address.", zh="密码不能与姓名或邮箱相近。")
HELP = Text(en="At least {least} characters.", zh="至少 {least} 个字符。")


class LongEnough(MinimumLengthValidator):
    """Refuses short passwords."""

    def get_error_message(self) -> str:
        """Return why a password is refused."""
        return said(TOO_SHORT, least=self.min_length)

    def get_help_text(self) -> str:
        """Return what is asked of a password."""
        return said(HELP, least=self.min_length)


class LikeNobody(UserAttributeSimilarityValidator):
    """Refuses passwords that are nearly the person's name or address."""

    def get_error_message(self) -> str:
        """Return why a password is refused."""
        return said(TOO_LIKE)

    def get_help_text(self) -> str:
        """Return what is asked of a password."""
        return said(TOO_LIKE)
