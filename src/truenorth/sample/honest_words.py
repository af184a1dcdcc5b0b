"""What honest people write under a video: stock phrases, which many share, and sentences of their own."""

from __future__ import annotations

import numpy as np

from .arrays import Texts

_CHINESE = (
    "这个 视频 真的 太 好看 了 我 觉得 很 有意思 主播 讲 得 清楚 昨天 买 的 衣服 质量 不错 就是 有点 "
    "贵 孩子 特别 喜欢 请问 哪里 可以 学 做法 试过 一次 失败 背景 音乐 叫 什么 名字 第三 分钟 那里 "
    "笑 死 我家 猫 也 这样 颜色 比 图片 深 物流 三天 到 包装 完好 客服 态度 一般 下次 还 来 剧情 "
    "反转 没 想到 结尾 演技 在线 配乐 加分 字幕 有 错别字 周末 带 爸妈 去 吃 味道 正宗 排队 两个 "
    "小时 值得 建议 早点 出门 楼上 说 对 反对 数据 来源 呢 更新 快 点"
)
_ENGLISH = (
    "this video really helped me understand the second part but i still think price is too high my "
    "dog loves it where did you buy that jacket sound quality drops after ten minutes battery lasts "
    "two days compared with last year model great lighting recipe needs more salt tried yesterday "
    "failed twice any tips for beginners camera shakes near the end funny how nobody mentions "
    "shipping took three weeks support never answered would not recommend for kids under five ending "
    "surprised us all"
)
_STOCK = (
    "哈哈哈 赞 666 求链接 第一 沙发 太好看了 来了来了 好 爱了爱了 支持 打卡 学到了 绝了 nice first "
    "lol wow same amazing thanks +1 good 👍 ❤️❤️❤️ 😂😂"
)
CHINESE, ENGLISH, STOCK = _CHINESE.split(), _ENGLISH.split(), _STOCK.split()
STOCK_SHARE, CHINESE_SHARE = 0.35, 0.6


def honest_comments(rng: np.random.Generator, count: int) -> Texts:
    """Return `count` texts; about a third are stock phrases, the more common ones first."""
    texts = np.empty(count, object)
    stock = rng.random(count) < STOCK_SHARE
    chinese = rng.random(count) < CHINESE_SHARE
    phrase = (len(STOCK) * rng.random(count) ** 2).astype(np.int64)
    length = rng.integers(4, 16, count)
    words = rng.random((count, 15))
    for at in range(count):
        if stock[at]:
            texts[at] = STOCK[phrase[at]]
            continue
        vocabulary = CHINESE if chinese[at] else ENGLISH
        picked = (words[at, : length[at]] * len(vocabulary)).astype(np.int64)
        texts[at] = ("" if chinese[at] else " ").join(vocabulary[word] for word in picked)
    return texts


def asked_phrases(rng: np.random.Generator, count: int) -> Texts:
    """One phrase that a creator asked for, written by everybody: honest, and the same words."""
    phrase = rng.choice(["我要中奖", "评论区扣1", "抽我抽我", "生日快乐", "pick me please"])
    number = int(rng.integers(1, 99))
    return np.array([f"{phrase}{number}"] * count, object)
