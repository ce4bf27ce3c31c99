"""What each operation of the API does, as its description says it, by the name of the operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text

ABOUTS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "list_programmes": Text(
            en="Lists the programmes a key is for; a key is for one.",
            zh="列出密钥对应的项目；每个密钥只对应一个项目。",
        ),
        "read_programme": Text(
            en="Returns the programme, its parties and what the key may do; its ETag changes with files.",
            zh="返回项目、各合作方以及该密钥的权限。ETag 随文件变动而改变。",
        ),
        "list_versions": Text(
            en="Lists the latest versions of the files, newest first; of others only which changed.",
            zh="列出文件的最近版本，最新的在前；对其他合作方只显示哪些文件有变动。",
        ),
        "list_own_files": Text(
            en="Lists the files of the key's own party in a version.", zh="列出本方在某一版本中的文件。"
        ),
        "download_own_file": Text(
            en="Returns a file of the key's own party as it was in a version.",
            zh="返回本方某一版本中的文件。",
        ),
        "list_uploads": Text(
            en="Lists what the key's own party handed in, the newest first.",
            zh="列出本方上传的内容，最新的在前。",
        ),
        "hand_in": Text(
            en="Hands files in: CSV, XLSX or a ZIP of them, with columns.toml where headers differ. They are "
            "looked at in the background; nothing is in force before it is accepted.",
            zh="上传 CSV、XLSX 或其 ZIP 压缩包，表头不一致时附上 columns.toml。后台核对，采用之前不生效。",
        ),
        "read_upload": Text(
            en="Returns where an upload stands, what is wrong with it, or what it would change.",
            zh="返回上传的状态、存在的问题，或采用后的变动。",
        ),
        "accept_upload": Text(
            en="Puts an upload in force as the next version, all of it or nothing.",
            zh="将上传整体采用为下一版本，要么全部生效，要么不作改动。",
        ),
        "drop_upload": Text(en="Drops an upload; nothing of it is kept.", zh="放弃上传，不保留任何内容。"),
        "list_studies": Text(
            en="Lists what can be asked, with the options of every study and what is not disclosed.",
            zh="列出可以发起的计算、各项选项，以及尚未公开的内容。",
        ),
        "ask": Text(
            en="Asks a study of the files in force: the answer where it is known (200), else a job (202).",
            zh="就生效中的文件发起计算：已有结果则直接返回（200），否则返回任务（202）。",
        ),
        "list_jobs": Text(en="Lists jobs, the newest first.", zh="列出任务，最新的在前。"),
        "read_job": Text(
            en="Returns how far a job is, what stopped it, or the number of its answer.",
            zh="返回任务进度、中止原因，或所得结果的编号。",
        ),
        "stop_job": Text(
            en="Stops a job that the key's own party asked for; one that has ended stays as it is.",
            zh="停止本方发起的任务；已结束的保持不变。",
        ),
        "retry_job": Text(
            en="Asks the same again, of the files in force.", zh="就生效中的文件以相同选项重新发起。"
        ),
        "list_answers": Text(
            en="Lists answers, the newest first; “readable” says whether all they show is disclosed.",
            zh="列出结果，最新的在前；readable 表示所涉内容是否均已公开。",
        ),
        "read_answer": Text(en="Returns what a study found.", zh="返回计算所得的结果。"),
        "download_answer_file": Text(
            en="Returns a file that comes with an answer.", zh="返回结果附带的文件。"
        ),
        "list_grants": Text(
            en="Lists what the key's party shows to whom, and what it is shown.",
            zh="列出本方向他方公开的内容，以及他方向本方公开的内容。",
        ),
        "give_grant": Text(
            en="Shows fields to others; returns the new grants. What was shown just so before makes none.",
            zh="向他方公开内容，返回新的公开记录；此前已同样公开的不重复记录。",
        ),
        "withdraw_grant": Text(
            en="Shows a field no longer, from this moment.", zh="自此刻起不再公开该内容。"
        ),
        "list_proposals": Text(
            en="Lists proposals, the newest first; drafts are seen by their own party alone.",
            zh="列出提案，最新的在前；草稿仅本方可见。",
        ),
        "read_proposal": Text(
            en="Returns a proposal and what happened to it. Its ETag is what approving it needs.",
            zh="返回提案及其经过。批准时须附上此处的 ETag。",
        ),
        "list_comments": Text(en="Lists what was said of a proposal.", zh="列出对提案的意见。"),
        "comment": Text(
            en="Says something of a proposal, or of one line of it.", zh="对提案或其中一项发表意见。"
        ),
        "approve_proposal": Text(
            en="Approves exactly what was read, for the key's party. If-Match is needed.",
            zh="代表本方批准所读到的内容，必须附上 If-Match。",
        ),
        "decline_proposal": Text(
            en="Declines a proposal of another party, with a reason.", zh="谢绝其他合作方的提案，并说明理由。"
        ),
        "list_months": Text(
            en="Lists the months of the books, the newest first.", zh="列出账簿月份，最新的在前。"
        ),
        "read_month": Text(
            en="Returns the statements of a month that the key's party sees, and payments it is part of.",
            zh="返回本方可见的月度对账单及相关付款。",
        ),
        "list_activity": Text(
            en="Lists who did what, as far as it concerns the key's party.", zh="列出与本方有关的操作记录。"
        ),
        "list_columns": Text(
            en="Lists the tables of an upload at the stage “columns”: what each header was "
            "taken for, what is missing.",
            zh="列出处于“columns”阶段的上传中的表格：各列名的识别结果，以及缺少的列。",
        ),
        "name_upload_columns": Text(
            en="Says which column each header is; headers not named are left out. The upload is "
            "looked at again.",
            zh="指定各列名对应的列，未指定的列名忽略；随后重新核对该上传。",
        ),
        "propose": Text(
            en="Proposes the plan of an answer, or terms, for the key's party; as a draft only "
            "that party sees it.",
            zh="代表本方提出规划结果中的方案，或条款；草稿仅本方可见。",
        ),
        "counter_proposal": Text(
            en="Counters a proposal of another party with one of the same kind.",
            zh="以同类提案回应其他合作方的提案。",
        ),
        "put_forward_proposal": Text(
            en="Puts a draft of the key's party forward; a second time does nothing.",
            zh="提出本方的草稿；重复提出不产生任何变化。",
        ),
        "withdraw_proposal": Text(
            en="Takes a proposal of the key's party back; a second time does nothing.",
            zh="撤回本方提案；重复撤回不产生任何变化。",
        ),
        "read_settlement_job": Text(
            en="Returns how far something is that the key's party has done with the books, or "
            "why it was refused.",
            zh="返回本方账簿操作的进度，或被拒绝的原因。",
        ),
        "post_month": Text(
            en="Posts what the files in force say of a complete month.",
            zh="将生效文件中某一完整月份的内容入账。",
        ),
        "issue_statements": Text(
            en="Posts what is new of a month and shows every party its statement.",
            zh="将该月新增内容入账，并向各方出具对账单。",
        ),
        "sign_statement": Text(
            en="Signs the statement of the key's party, exactly the one whose hash is sent, in "
            "the name of the key's person.",
            zh="以密钥所属人员的名义，签署本方散列值一致的对账单。",
        ),
        "object_to_statement": Text(
            en="Objects to the statement of the key's party; its signature goes, and the month "
            "is not locked.",
            zh="对本方对账单提出异议；本方签署随之失效，该月不能锁定。",
        ),
        "withdraw_word": Text(
            en="Takes the signature or objection of the key's party back, as long as the month "
            "is not locked.",
            zh="在月份锁定前，撤回本方的签署或异议。",
        ),
        "lock_month": Text(
            en="Locks a month that all have signed, or whose days for comments are over.",
            zh="锁定各方均已签署或意见期已满的月份。",
        ),
        "list_disputes": Text(
            en="Lists the disputes that the books keep, the newest first.",
            zh="列出账簿中的争议，最新的在前。",
        ),
        "read_dispute": Text(
            en="Returns what is claimed, what was said to it and how it was ruled.",
            zh="返回争议的各项主张、答复与裁决。",
        ),
        "open_dispute": Text(
            en="Raises a dispute for the key's party about lines of a month; “about” of the job is its name.",
            zh="代表本方就某月分录提起争议；任务中的 about 即争议名称。",
        ),
        "answer_dispute": Text(
            en="Says something to an open dispute, with files of evidence: its parties and mediators.",
            zh="就未裁决的争议提交答复与证据文件，限涉案各方与调解人。",
        ),
        "withdraw_dispute": Text(
            en="Takes back what nobody has ruled on of a dispute of the key's party.",
            zh="撤回本方争议中尚未裁决的各项。",
        ),
        "rule_dispute": Text(
            en="Rules on lines of a dispute, for mediators; a ruling is never changed.",
            zh="调解人对争议各项作出裁决；裁决不再改动。",
        ),
        "download_evidence": Text(
            en="Returns a file of evidence, to the parties of the dispute and to mediators.",
            zh="向涉案各方与调解人返回证据文件。",
        ),
    }
)
