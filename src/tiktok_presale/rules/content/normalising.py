"""
One form for text that can be written in many: width, invisible letters, traditional characters.

What it takes grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normalise"]

# Letters of other alphabets that look like Latin ones, in both sizes.
_ALIKE = str.maketrans(
    "асеорхуіѕјԁԛһАВСЕНІЈКМОРЅТХУаеορυνικΑΒΕΗΙΚΜΝΟΡΤΧΥΖ",
    "aceopxyisjdqhABCEHIJKMOPSTXYaeopuvikABEHIKMNOPTXYZ",
)
# Traditional characters that stand in the words we look for.
_TRADITIONAL = str.maketrans(
    "僅餘剩庫現貨發時後內個預間結優惠機會減價賣倉準確證獎獲將開啟達閉關內單這為萬億兩無沒還樣點週號來進購買幾數搶訂當從隱機",
    "仅余剩库现货发时后内个预间结优惠机会减价卖仓准确证奖获将开启达闭关内单这为万亿两无没还样点周号来进购买几数抢订当从隐机",
)
_HAN = "㐀-䶿一-鿿"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}\d]) (?=[{_HAN}])|(?<=[{_HAN}]) (?=\d)")
_SPACE = re.compile(r"\s+")
# Format letters (zero width, direction), accents that stand alone, and the frame of a "3️⃣".
_UNSEEN = {"Cf", "Mn", "Me", "Cc", "Co", "Cs", "Cn"}
# Pictures, which stand between words as blanks do.
_PICTURE = "So"


def normalise(text: str) -> str:
    r"""
    The text as patterns are looked for in it: NFKC, without letters that are not seen.

    Full-width digits and letters become plain, look-alikes of other alphabets become Latin,
    traditional characters of the words we look for become simplified, pictures, asterisks and runs
    of white space become one space, and spaces between Chinese characters go.

    Examples:
        >>> normalise("僅剩１００件  on\u200bly")
        '仅剩100件 only'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE).translate(_TRADITIONAL)
    plain = plain.replace("*", " ")
    spaced = _SPACE.sub(" ", plain)
    if spaced.isascii() and spaced.isprintable():
        return spaced.strip()  # the ordinary English text has nothing to look for
    seen = "".join(map(_seen, spaced))
    return _BETWEEN_HAN.sub("", _SPACE.sub(" ", seen)).strip()


def _seen(letter: str) -> str:
    kind = unicodedata.category(letter)
    return " " if kind == _PICTURE else "" if kind in _UNSEEN else letter
