"""How words read to a person: what nobody sees, or nobody takes notice of, makes no difference."""

import unicodedata
from functools import lru_cache

from formwright.answers import spelling

_SAME = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
}


@lru_cache(4096)  # the same few teams come back in ten thousand returns
def alike(text: str) -> str:
    """The same for all texts that read alike: capitals, white space of any kind, characters that nobody
    can see, kinds of dash and of quotation mark, ways of coding one letter, and a stop at the end do not
    count. Empty for a text in which there is nothing to see."""
    letters = unicodedata.normalize("NFKC", _seen(text))  # an unseen character can stand between letter and accent
    seen = _seen(unicodedata.normalize("NFKC", letters.casefold()))
    return seen.rstrip(".:;,") or seen


def joined(text: str) -> str:
    """As `alike`, and what joins the words does not count either: so an id reads like its label."""
    return alike(text).replace("-", "").replace("_", "")


def _seen(text: str) -> str:
    return "".join(_SAME.get(c, c) for c in text if not spelling.is_blank(c))
