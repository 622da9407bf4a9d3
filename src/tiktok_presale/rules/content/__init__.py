"""
Content: may this video be published for this offer, how should one be made, and who may write it?

`check` a plan against its offer; make a `brief` to film by; let a language model fill it: `request`
is what it is asked, `read` judges what came back, `written` asks until a reply is accepted.
"""

from __future__ import annotations

from tiktok_presale.rules.content.asking import ContentRequest, Writer, request
from tiktok_presale.rules.content.briefing import BLANKS, ContentBrief, brief
from tiktok_presale.rules.content.checking import check
from tiktok_presale.rules.content.elements import HOOK
from tiktok_presale.rules.content.finding import FoundClaim, claims_in
from tiktok_presale.rules.content.places import Place
from tiktok_presale.rules.content.replying import ContentReply, Written, read, written
from tiktok_presale.rules.content.words import Topic

__all__ = [
    "BLANKS",
    "HOOK",
    "ContentBrief",
    "ContentReply",
    "ContentRequest",
    "FoundClaim",
    "Place",
    "Topic",
    "Writer",
    "Written",
    "brief",
    "check",
    "claims_in",
    "read",
    "request",
    "written",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
