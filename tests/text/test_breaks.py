"""Line breaks: dictionaries for unspaced scripts, and what is never pulled apart."""

from __future__ import annotations

import pytest

from kit.locale import isolate
from kit.text.breaks import break_offsets, graphemes, hard_breaks, inner_breaks


def _parts(text: str, lang: str = "en") -> list[str]:
    ends = break_offsets(text, lang)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    "kept",
    [
        "8 mg",
        "0.4 mL",
        "50 %",
        "<0.5 g",
        "8–12 mg",
        "4-10",
        "4 – 10",
        "38 °C",
        "1-800-662-4357",
        "1 800 662 4357",
        "(800) 662-4357",
        "+49 30 1234 5678",
        "116 123",
        "٨–١٢ ملغ",
        "8 мг",
    ],
)
def test_a_number_is_not_parted(kept: str) -> None:
    """Numbers with units, ranges and phone numbers stay on one line."""
    text = f"word {kept} word"
    start = len("word ")
    assert not [offset for offset in break_offsets(text, "en") if start < offset < start + len(kept)]


@pytest.mark.parametrize(
    ("word", "lang"),
    [
        ("rendez-vous", "fr"),
        ("Est-ce", "fr"),
        ("peut-être", "fr"),
        ("Prenez-vous", "fr"),
        ("кто-то", "ru"),
        ("кому-нибудь", "ru"),
        ("віч-на-віч", "uk"),
        ("pronto-socorro", "pt-BR"),
        ("धीरे-धीरे", "hi"),
        ("ਘੁੱਟ-ਘੁੱਟ", "pa"),
        ("খাওয়া-দাওয়া", "bn"),
    ],
)
def test_a_short_word_with_a_hyphen_is_not_parted(word: str, lang: str) -> None:
    """Who reads slowly takes its first half for a word; where a line is too short for it, it parts after the hyphen."""
    text = f"a {word} b"
    assert _parts(text, lang) == ["a ", f"{word} ", "b"]
    assert inner_breaks(word, lang) == sorted({*(at + 1 for at, sign in enumerate(word) if sign == "-"), len(word)})


def test_a_long_word_with_a_hyphen_may_part() -> None:
    """Kept whole it would leave half of a narrow line empty; addresses part too."""
    assert _parts("benzodiazepine-gabapentin mix") == ["benzodiazepine-", "gabapentin ", "mix"]
    assert len(_parts("see www.a-b.example.org/my-page now")) > 3


@pytest.mark.parametrize("kept", ["撥打988", "拨打 988", "打911", "致電116-123", "致电 1-800-662-4357"])
def test_a_chinese_number_stays_with_its_verb(kept: str) -> None:
    """The verb alone at a line's end says to hit; the sign after the number stays with it too."""
    ends = break_offsets(f"請立即{kept}。", "zh-Hant")
    assert not [end for end in ends if 3 < end <= 3 + len(kept)]
    assert 3 in ends


@pytest.mark.parametrize("name", ["纳洛酮", "納洛酮", "丁丙诺啡", "美沙冬", "海洛因", "加巴噴丁", "戒断"])
def test_a_chinese_medicine_is_named_on_one_line(name: str) -> None:
    """Written by its sound, half of it is no word at all; what stands around it may part."""
    before, after = "请把这种药放在家里每个人都找得到的地方，这就是", "喷剂，用法写在盒子上。"
    ends = break_offsets(before + name + after, "zh-Hans")
    assert not [end for end in ends if len(before) < end < len(before) + len(name)]
    assert {len(before), len(before) + len(name)} <= set(ends)


def test_no_word_of_a_chinese_title_is_parted() -> None:
    """Up to 24 letters; in longer texts a line may end within other words, as Chinese readers expect."""
    title, lang = "之后更少的量也能致命", "zh-Hans"
    assert [word for word in _parts(title, lang) if len(word) > 1] == ["之后", "更少", "也能", "致命"]
    assert "更少" in _parts("，" * 14 + title, lang)
    assert "更少" not in _parts("，" * 15 + title, lang)


def test_ordinary_words_after_numbers_may_part() -> None:
    """Only unit symbols hold on to their number."""
    assert _parts("24 hours or 3 people") == ["24 ", "hours ", "or ", "3 ", "people"]


def test_an_isolate_is_kept_whole() -> None:
    """Whatever the kit has put in a left-to-right isolate stays together; a name in another isolate may part."""
    assert _parts(f"call {isolate('988 press 1')} now") == ["call ", f"{isolate('988 press 1')} ", "now"]
    assert len(_parts("at \u2068River Clinic East\u2069 now")) == 5


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("หยุดใช้ยา", "th", ["หยุด", "ใช้", "ยา"]),
        ("ດື່ມນ້ຳ", "lo", ["ດື່ມ", "ນ້ຳ"]),
        ("ទឹកស្អាត", "km", ["ទឹក", "ស្អាត"]),
        ("停药，请", "zh-Hans", ["停", "药，", "请"]),
        ("吐き気や下痢が起こる。", "ja", ["吐き気や", "下痢が", "起こる。"]),
        ("구토와 설사가 생길 수", "ko", ["구토와 ", "설사가 ", "생길 ", "수"]),
    ],
)
def test_scripts_without_spaces_break_at_words(text: str, lang: str, words: list[str]) -> None:
    """Thai, Lao and Khmer break at words, Japanese and Korean between phrases; Chinese never before a full stop or comma."""
    assert _parts(text, lang) == words


def test_a_long_phrase_may_still_part() -> None:
    """A Japanese phrase wider than its line parts between characters, not after a comma's place."""
    assert inner_breaks("下痢が、", "ja") == [1, 2, 4]


def test_burmese_breaks_inside_a_phrase() -> None:
    """Burmese without spaces still finds places to break, and never before a dependent sign."""
    parts = _parts("ဝမ်းလျှောခြင်းဖြစ်နိုင်သည်", "my")
    assert len(parts) > 2
    assert "".join(parts) == "ဝမ်းလျှောခြင်းဖြစ်နိုင်သည်"


def test_no_break_at_a_soft_hyphen() -> None:
    """A soft hyphen would need a drawn hyphen; no line ends there."""
    assert _parts("extra\u00adordinary day") == ["extra\u00adordinary ", "day"]


def test_second_best_breaks_are_inside_kept_text() -> None:
    """A phone number wider than its line parts after a hyphen rather than anywhere."""
    assert inner_breaks("1-800-662-4357", "en") == [2, 6, 10, 14]
    assert inner_breaks("www.example.org/help", "en") == [4, 12, 16, 20]


def test_graphemes_hold_marks() -> None:
    """The last resort never parts a letter from its marks."""
    assert graphemes("e\u0301\U0001d400x") == [2, 3, 4]


def test_hard_breaks() -> None:
    """Line feeds, carriage returns with line feed and separators end a line."""
    assert hard_breaks("a\nb\r\nc\u2028d") == {2, 5, 7}
