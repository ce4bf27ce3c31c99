"""Notices of the site."""

from __future__ import annotations

from kuajie.messages import Notice, Text

NO_SITE = Notice(
    "site.not_installed",
    Text(en="The site's parts are not installed.", zh="尚未安装站点所需的组件。"),
    Text(en="Run: pip install 'kuajie[site]'.", zh="请运行：pip install 'kuajie[site]'。"),
)
