"""What keeping answers has to tell people."""

from __future__ import annotations

from kuajie.messages import Notice, Text

CANNOT_KEEP = Notice(
    "store.cannot_keep",
    Text(
        en="The answer could not be written to the programme folder ({reason}).",
        zh="答案无法写入合作项目文件夹（{reason}）。",
    ),
    Text(
        en="Make room on the disk or allow writing to the folder, then run again; nothing was kept.",
        zh="请腾出磁盘空间或开放该文件夹的写入权限，然后重新运行；本次未保存任何内容。",
    ),
)
