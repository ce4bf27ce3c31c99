"""The option that names a site's data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kuajie.cli.options import option
from kuajie.messages import Text

Data = Annotated[
    Path,
    option(
        "--data", Text(en="Where the site keeps everything.", zh="站点保存所有内容的文件夹。"), metavar="DIR"
    ),
]
