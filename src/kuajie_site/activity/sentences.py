"""What entries of the activity log say, in both languages; facts are filled in when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kuajie.messages import Text

SENTENCES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "study_asked": Text(en="asked “{study}”", zh="发起计算“{study}”"),
        "job_stopped": Text(en="stopped “{study}”", zh="停止了“{study}”的计算"),
        "links_decided": Text(
            en="decided on {count} links between catalogues (version {number})",
            zh="判定了 {count} 条目录对应关系（版本 {number}）",
        ),
        "programme_set_up": Text(en="set up “{programme}”", zh="设立了“{programme}”"),
        "limits_changed": Text(
            en="changed limits or prices (version {number})", zh="修改了限制或价格（版本 {number}）"
        ),
        "files_changed": Text(
            en="handed in: {files} (version {number})", zh="更新了文件：{files}（版本 {number}）"
        ),
        "proposal_made": Text(en="made a proposal: {kind} {number}", zh="提出{kind} {number}"),
        "proposal_countered": Text(
            en="answered {kind} {number} with another proposal, {by}", zh="对{kind} {number} 提出反提案 {by}"
        ),
        "proposal_approved": Text(en="approved a proposal: {kind} {number}", zh="批准了{kind} {number}"),
        "proposal_agreed": Text(
            en="was the last to approve, so that all agree: {kind} {number}",
            zh="最后一方批准，各方已就{kind} {number} 达成一致",
        ),
        "proposal_declined": Text(en="declined a proposal: {kind} {number}", zh="谢绝了{kind} {number}"),
        "proposal_withdrawn": Text(en="withdrew a proposal: {kind} {number}", zh="撤回了{kind} {number}"),
        "mentioned": Text(
            en="mentioned {party} in a comment: {kind} {number}", zh="在{kind} {number} 的意见中提到{party}"
        ),
        "month_posted": Text(
            en="posted {month} into the books (version {number})", zh="将 {month} 入账（版本 {number}）"
        ),
        "statements_issued": Text(
            en="issued the statements of {month} (version {number})",
            zh="出具了 {month} 对账单（版本 {number}）",
        ),
        "statement_signed": Text(en="signed the statement of {month}", zh="签署了 {month} 对账单"),
        "statement_objected": Text(en="objected to the statement of {month}", zh="对 {month} 对账单提出异议"),
        "word_withdrawn": Text(
            en="took back what it had said of the statement of {month}", zh="撤回了对 {month} 对账单的意见"
        ),
        "month_locked": Text(en="locked {month}", zh="锁定了 {month}"),
        "bundle_made": Text(
            en="made the evidence bundle of {month} ({code})", zh="生成了 {month} 证据包（{code}）"
        ),
        "dispute_raised": Text(en="raised the dispute {case} about {month}", zh="就 {month} 提起争议 {case}"),
        "dispute_answered": Text(en="answered the dispute {case}", zh="答复了争议 {case}"),
        "dispute_ruled": Text(
            en="ruled on the dispute {case} ({count} lines)", zh="对争议 {case} 作出裁决（{count} 项）"
        ),
        "dispute_withdrawn": Text(en="withdrew the dispute {case}", zh="撤回了争议 {case}"),
        "reconciliation_offered": Text(en="asked {party} to reconcile books", zh="请{party}对账"),
        "reconciliation_joined": Text(en="reconciled books with {party}", zh="与{party}进行了对账"),
        "reconciliation_declined": Text(
            en="declined to reconcile books with {party}", zh="谢绝与{party}对账"
        ),
        "invited": Text(en="invited {whom} as {role}", zh="邀请{whom}担任{role}"),
        "invitation_resent": Text(
            en="sent the invitation of {whom} as {role} again", zh="重新发送了对{whom}的邀请（{role}）"
        ),
        "invitation_withdrawn": Text(
            en="withdrew the invitation of {whom} as {role}", zh="撤回了对{whom}的邀请（{role}）"
        ),
        "invitation_accepted": Text(
            en="accepted the invitation and takes part as {role}", zh="接受邀请，以{role}身份加入"
        ),
        "mediator_agreed": Text(en="agreed to {whom} as {role}", zh="同意由{whom}担任{role}"),
        "mediator_declined": Text(en="declined {whom} as {role}", zh="不同意由{whom}担任{role}"),
        "role_changed": Text(en="made {name} {role} (before: {was})", zh="将{name}的角色由{was}改为{role}"),
        "seat_removed": Text(en="ended the seat of {name} ({role})", zh="移除了{name}（{role}）"),
        "seat_left": Text(en="left the programme ({role})", zh="退出了项目（{role}）"),
        "second_factor_asked": Text(
            en="requires a second factor of everybody of the party", zh="要求本方全体成员启用两步验证"
        ),
        "second_factor_dropped": Text(
            en="no longer requires a second factor", zh="不再要求本方成员启用两步验证"
        ),
        "disclosed": Text(
            en="discloses to {to}: {fields}, until {until}, for “{purpose}”",
            zh="向{to}公开：{fields}，至 {until}，用途“{purpose}”",
        ),
        "disclosure_withdrawn": Text(
            en="no longer discloses to {to}: {fields}", zh="不再向{to}公开：{fields}"
        ),
        "threshold_chosen": Text(
            en="shows others no figures about fewer than {count} learners or orders (before: {was})",
            zh="不向他方披露不足 {count} 名学员或 {count} 笔订单的数字（原为 {was}）",
        ),
        "disclosure_asked": Text(
            en="asked {whom} to disclose: {fields}, for “{purpose}”",
            zh="请{whom}公开：{fields}，用途“{purpose}”",
        ),
        "disclosure_declined": Text(
            en="declined to disclose to {to}: {fields}. Reason: {reason}",
            zh="谢绝向{to}公开：{fields}。理由：{reason}",
        ),
        "webhook_made": Text(en="made the webhook “{name}” ({host})", zh="创建了消息推送“{name}”（{host}）"),
        "webhook_on": Text(en="switched the webhook “{name}” on", zh="启用了消息推送“{name}”"),
        "webhook_off": Text(en="switched the webhook “{name}” off", zh="停用了消息推送“{name}”"),
        "webhook_deleted": Text(
            en="deleted the webhook “{name}” ({host})", zh="删除了消息推送“{name}”（{host}）"
        ),
        "key_made": Text(
            en="made the API key “{name}” ({prefix}…)", zh="创建了 API 密钥“{name}”（{prefix}…）"
        ),
        "key_revoked": Text(
            en="revoked the API key “{name}” ({prefix}…)", zh="吊销了 API 密钥“{name}”（{prefix}…）"
        ),
        "client_made": Text(
            en="made the OAuth2 client “{name}” ({prefix})", zh="创建了 OAuth2 客户端“{name}”（{prefix}）"
        ),
        "client_revoked": Text(
            en="revoked the OAuth2 client “{name}” ({prefix})", zh="吊销了 OAuth2 客户端“{name}”（{prefix}）"
        ),
    }
)
"""By what was done; apps add theirs here, one line each."""
