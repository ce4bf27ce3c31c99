"""The types of events, what each is called, and from which entry of the activity log it comes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text

TYPES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "job.done": Text(en="A study of ours is answered", zh="本方发起的计算已有结果"),
        "job.failed": Text(en="A study of ours failed", zh="本方发起的计算失败"),
        "upload.checked": Text(en="An upload of ours was looked at", zh="本方的上传已核对"),
        "file.accepted": Text(en="Files were accepted", zh="文件已采用"),
        "proposal.made": Text(en="A proposal was made", zh="有新提案"),
        "proposal.countered": Text(en="A proposal was countered", zh="提案收到反提案"),
        "proposal.approved": Text(en="A party approved a proposal", zh="一方批准了提案"),
        "proposal.agreed": Text(en="All parties agreed on a proposal", zh="提案经各方一致同意"),
        "proposal.declined": Text(en="A proposal was declined", zh="提案被谢绝"),
        "proposal.withdrawn": Text(en="A proposal was withdrawn", zh="提案已撤回"),
        "statement.issued": Text(en="Statements were issued", zh="对账单已出具"),
        "statement.signed": Text(en="A statement was signed", zh="对账单已签署"),
        "statement.objected": Text(en="A statement was objected to", zh="对账单有异议"),
        "statement.word_withdrawn": Text(en="A signature or objection was taken back", zh="签署或异议已撤回"),
        "month.locked": Text(en="A month was locked", zh="月份已锁定"),
        "dispute.raised": Text(en="A dispute was raised", zh="提出了争议"),
        "dispute.answered": Text(en="A dispute was answered", zh="争议有答复"),
        "dispute.ruled": Text(en="A dispute was ruled on", zh="争议已裁定"),
        "dispute.withdrawn": Text(en="A dispute was withdrawn", zh="争议已撤回"),
        "grant.asked": Text(en="A party asks us to disclose", zh="有合作方请求本方公开"),
        "grant.given": Text(en="Something was disclosed", zh="有内容被公开"),
        "grant.declined": Text(en="A party declined to disclose", zh="公开请求被谢绝"),
        "grant.withdrawn": Text(en="Disclosure was withdrawn", zh="公开被撤回"),
    }
)
OF_ENTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "files_changed": "file.accepted",
        "proposal_made": "proposal.made",
        "proposal_countered": "proposal.countered",
        "proposal_approved": "proposal.approved",
        "proposal_agreed": "proposal.agreed",
        "proposal_declined": "proposal.declined",
        "proposal_withdrawn": "proposal.withdrawn",
        "statements_issued": "statement.issued",
        "statement_signed": "statement.signed",
        "statement_objected": "statement.objected",
        "word_withdrawn": "statement.word_withdrawn",
        "month_locked": "month.locked",
        "dispute_raised": "dispute.raised",
        "dispute_answered": "dispute.answered",
        "dispute_ruled": "dispute.ruled",
        "dispute_withdrawn": "dispute.withdrawn",
        "disclosure_asked": "grant.asked",
        "disclosed": "grant.given",
        "disclosure_declined": "grant.declined",
        "disclosure_withdrawn": "grant.withdrawn",
    }
)
"""By ``what`` of the entry (activity/sentences.py)."""
TEST: Final = "test"
