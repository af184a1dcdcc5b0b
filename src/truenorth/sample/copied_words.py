"""Comments of a farm: few templates, many disguises."""

from __future__ import annotations

import numpy as np

from .arrays import Texts

CHINESE_TEMPLATES = (
    "{who}这款{what}真的{good}，用了{days}天明显变好，{very}推荐大家入手",
    "刚收到{what}，{good}！客服{very}耐心，已经是第{days}次回购了，{who}好评",
    "{who}看完主播推荐的{what}马上下单，效果{good}，{very}值得信赖，{days}天见效",
)
ENGLISH_TEMPLATES = (
    "{who} this {what} is {good}, used it for {days} days and {very} recommend to everyone here",
    "bought the {what} {days} days ago, {very} happy, {who} the seller is {good} and shipping was fast",
)
CHINESE_SLOTS = {
    "who": ("姐妹们", "宝子们", "家人们", "朋友们", "真心话"),
    "what": ("面霜", "精华", "课程", "耳机", "连衣裙"),
    "good": ("好用", "超赞", "太香了", "惊艳", "绝绝子"),
    "very": ("强烈", "非常", "特别", "真心", "十分"),
}
ENGLISH_SLOTS = {
    "who": ("guys", "honestly", "omg", "trust me", "hey all"),
    "what": ("cream", "course", "serum", "headset", "dress"),
    "good": ("amazing", "perfect", "awesome", "so good", "the best"),
    "very": ("highly", "totally", "really", "truly", "super"),
}
EMOJI = ("😍", "🔥", "👍", "💯", "✨", "🎉")


def copied_comments(rng: np.random.Generator, count: int) -> Texts:
    """Return `count` comments of one farm, which pays for one Chinese and one English template."""
    chinese = str(rng.choice(CHINESE_TEMPLATES))
    english = str(rng.choice(ENGLISH_TEMPLATES))
    texts = np.empty(count, object)
    for at in range(count):
        template, slots = (chinese, CHINESE_SLOTS) if rng.random() < 0.6 else (english, ENGLISH_SLOTS)
        filled = template.format(
            days=rng.integers(3, 30), **{name: words[rng.integers(5)] for name, words in slots.items()}
        )
        texts[at] = _disguised(rng, filled)
    return texts


def _disguised(rng: np.random.Generator, text: str) -> str:
    for _ in range(int(rng.integers(0, 4))):
        place, trick = int(rng.integers(len(text))), int(rng.integers(6))
        if trick == 0:
            text = text[:place] + EMOJI[rng.integers(len(EMOJI))] + text[place:]
        elif trick == 1:
            text = text[:place] + "\u200b" + text[place:]
        elif trick == 2:
            text = _full_width(text)
        elif trick == 3:
            text = text[:place] + " " + text[place:]
        elif trick == 4:
            text = text + "！" * int(rng.integers(1, 4))
        else:
            text = text.replace("，", ",").upper()
    return text


def _full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
