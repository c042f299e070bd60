"""kit.checks.translation: each rule fires on a planted fault, keeps quiet on a right translation, and can be overruled."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from babel import Locale as BabelLocale

from kit.checks import translation
from kit.checks.translation import CHECKS, Preferred, facts, gurmukhi, rules
from kit.content import Avoid, Place
from kit.document import Document, Text
from kit.errors import ContentError, Finding, KitError
from kit.locale import find
from kit.translate import Catalog, Entry
from tests.sample import sample
from tests.told import Told

ROOT = Path(__file__).parents[3]
NAME = "small/text"
AVOID = (
    Avoid(avoid=("adicto", "mono", "नशा", "吸毒者", "مدمن"), use="persona", why="It blames.", place=Place(file="x", line=1, column=1)),
)  # fmt: skip
GLOSSARY = (Preferred(term="naloxone", forms=("naloxona", "نالوكسون")),)


SEVERITIES = {each.id: each.severity for each in CHECKS}


def document(*texts: tuple[str, str]) -> Document:
    """A document whose labels are these (id, English) texts."""
    labels = tuple(Text(id=ident, source=words, text=words, lang="en") for ident, words in texts)
    return dataclasses.replace(sample(), labels=(*sample().labels, *labels))


def findings(english: str, words: str, tag: str, *comments: str) -> tuple[Finding, ...]:
    """What the check finds on one translation."""
    entry = Entry(ctx=NAME, english=english, words=words, comments=comments, line=7)
    catalog = Catalog(path="locales/x/small.po", locale=find(tag), entries=(entry,))
    return translation.check(
        document((NAME, english)),
        (catalog,),
        avoid=AVOID,
        glossary=GLOSSARY,
        keep=("naloxone",),
        source=facts.english(ROOT),
        target=facts.lexicon(ROOT, find(tag)),
    )


PLANTED = [
    ("numbers", "Take 5 mg.", "Tome 15 mg.", "es", "Translation: “Tome ⟦15⟧ mg.”"),
    ("numbers", "Wait 3 minutes.", "انتظر ٤ دقائق.", "ar", "English: “Wait ⟦3⟧ minutes.”"),
    ("contact", "Call 1-800-662-4357.", "Llame al 1 (800) 662 4357.", "es", "1-800-662-4357"),
    ("contact", "See https://988lifeline.org.", "Vea https://988lifeline.com.", "es", "https://988lifeline.org"),
    ("contact", "Write to help@example.org.", "Escriba a ayuda@example.org.", "es", "help@example.org"),
    ("placeables", "Call {crisis_line}.", "Llame.", "es", "missing: {crisis_line}"),
    ("bold", "Call **now**.", "Llame ahora.", "es", "1 bold run"),
    ("bold", "Call **now**.", "Llame **ahora.", "es", "odd number"),
    ("control", "Call now.", "\u202bاتصل الآن\u202c.", "ar", "U+202B"),
    ("same", "Call now.", "Call now.", "es", "are the English ones"),
    ("script", "Call now.", "Llame а.", "es", "Cyrl"),
    ("script", "Call now.", "اتصل now.", "ar", "the Latin word “now”"),
    ("script", "Call now.", "Call الآن.", "ar", "the Latin word “Call”"),
    ("script", "Ask a friend.", "问朋友 friends。", "zh-Hans", "“friends”"),
    ("script", "Wait.", "रुकें থামুন।", "hi", "Beng"),
    ("script", "It opens .pptx.", "يفتح .potx.", "ar", "“potx”"),
    ("mixed-script", "Title", "Títul\u043e", "es", "U+043E (Cyrillic small letter o)"),
    ("arabic-forms", "Breathe", "نفس بكشيد", "fa", "U+0643"),
    ("arabic-forms", "Breathe", "تنفسی", "ar", "U+06CC"),
    ("zawgyi", "Wait.", "ေစာင့္ပါ။", "my", "Zawgyi"),
    ("composed", "Coffee", "cafe\u0301", "es", "NFC"),
    ("invisible", "Wait", "Espe\u200bre", "es", "U+200B"),
    ("invisible", "Wait", "Espe\u00adre", "es", "U+00AD"),
    ("invisible", "Wait", "Espe\u200cre", "es", "U+200C"),
    ("invisible", "Wait 5", "انتظر \u20665", "ar", "isolate"),
    ("font", "Wait", "Espere \U00013080", "es", "no font"),
    ("avoid", "A person", "Un adicto", "es", "“adicto” is a word to avoid (It blames.) Say: persona"),
    ("avoid", "A person", "一个吸毒者", "zh-Hans", "吸毒者"),
    ("avoid", "A person", "مدمن", "ar", "مدمن"),
    ("direction-mark", "Wait 5", "انتظر \u200f5", "ar", "U+200F"),
    ("ending", "Wait here.", "Espere aquí", "es", "ends with “.”"),
    ("ending", "Wait here", "Espere aquí.", "es", "full stop"),
    ("ending", "Can you wait?", "¿Puede esperar.", "es", "“?”"),
    ("spaces", "Wait here", "Espere  aquí", "es", "two spaces"),
    ("spaces", "Wait here", "Espere aquí ", "es", "beginning or the end"),
    ("marker", "Wait here", "- Espere aquí", "es", "bullet"),
    ("glossary", "Take naloxone", "Tome narcan", "es", "“naloxona”"),
    ("glossary", "Two naloxones", "Dos narcan", "es", "“naloxona”"),
    ("avoid", "People", "Personas adictas", "es", "“adicto” is a word to avoid"),
    ("avoid", "For people", "للمدمنين", "ar", "مدمن"),
    ("avoid", "In people", "नशों में", "hi", "नशा"),
    ("numbers", "After 1 week.", "Después de 1 mes.", "es", "A number has another unit"),
    ("numbers", "Every 5 seconds", "كل 5 دقائق", "ar", "A number has another unit"),
    ("numbers", "Wait 2 weeks.", "3 हफ़्ते रुकें।", "hi", "⟦3⟧"),
    ("numbers", "Give 1 breath every 5 seconds.", "हर 1 सेकंड में 5 साँस फूँकें।", "hi", "A number has another unit"),
    ("numbers", "Give 1 breath every 5 seconds.", "প্রতি 1 সেকেন্ডে 5 বার শ্বাস দিন।", "bn", "A number has another unit"),
    ("numbers", "After 2 to 3 minutes", "3 到 2 分钟后", "zh-Hans", "another order"),
    ("numbers", "On days 1 to 3", "Los primeros 4 días", "es", "Numbers differ"),
    ("negation", "Do not wait.", "Espere.", "es", "English: “Do ⟦not⟧ wait.”"),
    ("negation", "Never use alone.", "استعمل وحدك.", "ar", "⟦Never⟧"),
    ("negation", "Don't wait.", "请等。", "zh-Hans", "⟦Don't⟧"),
    ("negation", "Do not wait.", "रुकिए।", "hi", "Words known for it: नहीं"),
    ("negation", "You can take it.", "No puede tomarlo.", "es", "⟦No puede⟧"),
    ("negation", "Do not hit or slap them.", "اضربه ولا تصفعه.", "ar", "not counted the same"),
    ("facts", "Use much less.", "Use mucho más.", "es", "How much differs"),
    ("facts", "Before your first dose", "بعد أول جرعة", "ar", "Before, after, until"),
    ("facts", "Take methadone.", "नालोक्सोन लें।", "hi", "Drugs differ"),
    ("facts", "Lay them on their side.", "让对方平躺。", "zh-Hans", "Where or which way differs"),
    ("facts", "It lowers the risk.", "Eleva el riesgo.", "es", "A change goes another way"),
    ("facts", "Call a clinic today.", "Llame mañana a una clínica.", "es", "How soon differs"),
    ("facts", "Ask a pharmacist.", "问警察。", "zh-Hans", "Who does it differs"),
    ("wording", "Strong withdrawal", "Abstinencia débil", "es", "Strong or weak differs"),
    ("facts", "Slow breathing", "Respiración rápida", "es", "Fast or slow differs"),
    (
        "placeable-order",
        "Call {a} now. Call {b} later.",
        "Llame ya al {b}. Llame más tarde al {a}.",
        "es",
        "stand in other sentences",
    ),
    (
        "placeable-order",
        "Call {emergency_number} if they do not wake up, and give naloxone.",
        "Si no despierta, llame, y dé naloxona {emergency_number}.",
        "es",
        "another part of the sentence. English: “⟦Call⟧ ⟦{emergency_number}⟧ if",
    ),
    (
        "placeable-order",
        "If they do not wake up, call {emergency_number}.",
        "如果{emergency_number}叫不醒，请打电话。",
        "zh-Hans",
        "“如果⟦{emergency_number}⟧叫不醒",
    ),
    ("sentences", "Wait. It is common.", "Espere.", "es", "The English has 2 sentences, the translation 1"),
    ("omission", "Eat small meals, and sleep at home.", "Coma.", "es", "Several facts"),
    ("split", "Wait, it is common.", "Espere. Es común.", "es", "The English has 1 sentence, the translation 2"),
    ("no-lexicon", "Do not wait.", "Nie czekaj.", "pl", "“not”"),
    ("markup", "Call now.", "Llame <b>ahora</b>.", "es", "“<b>”"),
    ("markup", "Call now.", "Llame *ahora*.", "es", "“*”"),
    ("added-contact", "Ask a friend.", "Pregunte en ayuda.org.", "es", "ayuda.org is not in the English"),
    ("added-contact", "Call now.", "اتصل الآن على ٨٠٠٢٢٢١٢٢٢.", "ar", "8002221222"),
    ("other-chinese", "Call a doctor.", "请给醫生打电话。", "zh-Hans", "“医”"),
    ("invisible", "Wait", "Espe\u2060re", "es", "U+2060"),
    ("invisible", "Wait", "请等\u3164", "zh-Hans", "U+3164"),
    ("marks", "Wait.", "请等.", "zh-Hans", "Full stop"),
    ("marks", "Wait. Call.", "रुकें. कॉल करें।", "hi", "Full stop"),
    ("marks", "Wait, then call.", "انتظر, ثم اتصل.", "ar", "Comma"),
    ("spaces", "Call now!", "Appelez maintenant !", "fr", "“!” has no no-break space"),
    ("spaces", "Say: wait.", "Dites: attendez.", "fr", "“:” has no no-break space"),
    ("spaces", "Can you wake up?", "Pouvez-vous vous réveiller?", "fr", "“?” has no no-break space"),
    ("spaces", "Say “wait”.", "Dites « attendez\u00a0».", "fr", "“«” has no no-break space"),
    ("arabic-forms", "Call a friend", "به یك دوست زنگ بزنید", "fa", "U+0643"),
    ("arabic-forms", "Water", "پاني", "ur", "U+064A"),
    ("arabic-forms", "They", "وه", "ur", "U+0647"),
    ("joiner", "He goes", "می رود", "fa", "“می رود” with a space"),
    ("joiner", "He does not go", "او نمی رود", "fa", "“نمی رود” with a space"),
    ("joiner", "Books", "کتاب\u200c ها", "fa", "beside a space"),
    ("joiner", "Books", "کتاب\u200c\u200cها", "fa", "another one"),
    ("marks", "Wait.", "請等.", "zh-Hant", "Full stop"),
    ("other-chinese", "Call a doctor.", "請給医生打電話。", "zh-Hant", "“醫”"),
    ("composed", "Drink water", "Uống nu\u031bo\u031b\u0301c", "vi", "not composed"),
    ("reader-gender", "You took it?", "Вы уже приняла это?", "ru", "“Вы уже приняла”"),
    ("reader-gender", "I did not sleep.", "Я не спал.", "ru", "“Я не спал”"),
    ("reader-gender", "Are you sure?", "Ви впевнена?", "uk", "“Ви впевнена”"),
    ("reader-gender", "I fainted.", "Я вчора знепритомнів.", "uk", "“Я вчора знепритомнів”"),
    ("neighbour-letters", "Do not stop.", "Не бросайте быстро.", "uk", "“быстро”, with a letter of Russian"),
    ("neighbour-letters", "Eat.", "Їжте, ешьте и эту їжу.", "ru", "“Їжте”, with a letter of Ukrainian"),
    ("neighbour-letters", "Call for help.", "Rele pou jwenn sécours.", "ht", "“sécours”, with a letter of French"),
    ("neighbour-letters", "Stay with the doctor.", "Rete ak doctè a.", "ht", "“doctè”, in which “c” is spelled as in French"),
    ("neighbour-letters", "Ask for help.", "Mande du sekou.", "ht", "“du”, in which “u” is spelled as in French"),
    ("neighbour-letters", "I wait.", "M'ap tann.", "ht", "“M'ap”, in which “'” is spelled as in French"),
    ("neighbour-letters", "News", "খব\u09f0", "bn", "with a letter of Assamese"),
    ("bengali-forms", "Today", "\u0985\u09beজ", "bn", "one letter আ"),
    ("bengali-forms", "Suddenly", "হঠাত\u09cd বমি", "bn", "Bangla has ৎ"),
    ("bengali-forms", "Sorrow", "দু:খ", "bn", "a colon within a word, where Bangla has ঃ"),
    ("gurmukhi-signs", "Mouth", "ਮੂਂਹ", "pa", "“ਮੂਂਹ” has bindi"),
    ("gurmukhi-signs", "A shop", "ਸਂਦ ਲਓ", "pa", "“ਸਂਦ” has bindi"),
    ("gurmukhi-signs", "Children", "ਬੱਚਿਆੰ", "pa", "“ਬੱਚਿਆੰ” has tippi"),
    ("gurmukhi-signs", "Finger", "ਉੰਗਲ", "pa", "“ਉੰਗਲ” has tippi"),
    ("gurmukhi-signs", "In", "ਵੱਿਚ", "pa", "“ਵੱਿਚ” has addak (ੱ) before no consonant"),
    ("gurmukhi-signs", "Look", "ਦੇੱਖ", "pa", "“ਦੇੱਖ” has addak (ੱ) after no short vowel"),
    ("gurmukhi-signs", "Mouth", "ਮੰੂਹ", "pa", "“ਮੰੂਹ” has the nasal typed before"),
    ("gurmukhi-signs", "Voice", "ਅਾਵਾਜ਼", "pa", "the one letter ਆ"),
    ("gurmukhi-signs", "He is", "ਉਹ ਹੈੈ", "pa", "“ਹੈੈ” has two vowel signs"),
    ("gurmukhi-signs", "Breath", "ਸाਹ", "pa", "“ਸाਹ” has a letter or sign of Devanagari"),
    ("script", "Stop", "ਬन्द", "pa", "whose letters are Deva"),
    ("joiner", "A rash", "র\u09cdযাশ", "bn", "without U+200D"),
    ("joiner", "A bath", "স্নান\u200d", "bn", "U+200D (Zero width joiner) where Bengali has no use for it"),
    ("joiner", "Suddenly", "হঠাত\u09cd\u200d", "bn", "U+200D (Zero width joiner) where Bengali has no use for it"),
    ("joiner", "A bath", "স্না\u200cন", "bn", "U+200C (Zero width non-joiner) where Bengali has no use for it"),
    ("composed", "Fear", "ভ\u09df", "bn", "not composed"),
    ("spaces", "Call {crisis_line} now.", "এখনই {crisis_line}-এ কল করুন।", "bn", "“{crisis_line}-এ” has a hyphen"),
    ("stop-after-number", "Call 999.", "কল করুন: 999।", "bn", "“9।”"),
    ("stop-after-number", "Call {crisis_line}.", "কল করুন: **{crisis_line}**।", "bn", "“{crisis_line}**।”"),
    ("marks", "Wait.", "অপেক্ষা করুন.", "bn", "Full stop"),
    ("marks", "Wait.", "অপেক্ষা করুন|", "bn", "Vertical line"),
    ("digits", "2 or 3", "٢ أو ٣", "ar", "digits of another kind"),
    ("mixed-digits", "2 or 3", "٢ أو 3", "ar", "digits of 2 scripts"),
]


@pytest.mark.parametrize(("rule", "english", "words", "tag", "said"), PLANTED)
def test_a_planted_fault_is_found(rule: str, english: str, words: str, tag: str, said: str, told: Told) -> None:
    """By its own rule, with the place and both texts in the message."""
    judged = findings(english, words, tag)
    told("translation", f"{tag}: {english} | {words}", judged)
    (found,) = [finding for finding in judged if finding.id == f"translation.{rule}"][:1]
    assert said in found.message
    assert found.where == f"locales/x/small.po:7: {NAME}"
    assert found.severity == SEVERITIES[found.id]
    assert found.clause


def test_every_rule_has_a_planted_fault() -> None:
    """No rule that was never seen to fire; those of all texts together have tests of their own in test_across."""
    assert {f"translation.{rule}" for rule, *_ in PLANTED} >= {each.id for each in rules.CHECKS}


@pytest.mark.parametrize(
    ("english", "words", "tag"),
    [
        ("Call **{emergency_number}** now. Do not wait.", "Llame al **{emergency_number}** ahora. No espere.", "es"),
        ("Give 2 doses of naloxone, 3 minutes apart.", "Dé 2 dosis de naloxona, con 3 minutos entre ellas.", "es"),
        ("Monotony", "Monotonía", "es"),
        ("It starts 6 to 12 hours after.", "يبدأ بعد 6 إلى 12 ساعة.", "ar"),
        ("Call SAMHSA: 1-800-662-4357.", "اتصل بـ SAMHSA: 1-800-662-4357.", "ar"),
        ("Never use alone.", "لا تستعمل وحدك أبداً.", "ar"),
        ("SAMHSA and WHO 2009", "SAMHSA和WHO 2009", "zh-Hans"),
        ("Don't wait. Call {crisis_line}.", "不要等。请拨打{crisis_line}。", "zh-Hans"),
        ("Do not wait.", "रुकिए मत।", "hi"),
        ("{title} ({part}/{parts})", "{title} ({part}/{parts})", "es"),
        ("; ", "；", "zh-Hans"),
        ("SAMHSA, USA 2022", "SAMHSA, USA 2022", "es"),
        ("Breathe", "نفس بکشید", "fa"),
        ("He goes", "می\u200cرود", "fa"),
        ("Wait here.", "รอ\u200bที่นี่", "th"),
        ("Wait.", "စောင့်ပါ။", "my"),
        ("Why wait?", "لماذا تنتظر؟", "ar"),
        ('Say: "Why wait?"', "Dites\u00a0: «\u00a0Pourquoi attendre\u00a0?\u00a0»", "fr"),
        ("After 1 week", "بعد أسبوع", "ar"),
        ("After 2 weeks", "بعد أسبوعين", "ar"),
        ("Wait 2 to 3 minutes.", "انتظر دقيقتين إلى ثلاث دقائق.", "ar"),
        ("Plan to be there on days 1 to 3.", "पहले 3 दिन वहाँ रहने की योजना बनाएँ।", "hi"),
        ("On days 1 to 3", "En los primeros 3 días", "es"),
        ("On days 1 to 3", "在头 3 天", "zh-Hans"),
        ("On days 1 to 3", "في الأيام الثلاثة الأولى", "ar"),
        ("Wait 3 minutes.", "Espere tres minutos.", "es"),
        ("Every 5 seconds 1 breath", "每 5 秒 1 次呼吸", "zh-Hans"),
        ("Do not hit or slap them.", "لا تضربه ولا تصفعه.", "ar"),
        ("No one helped.", "No ayudó nadie.", "es"),
        ("Avoid alcohol.", "No tome alcohol.", "es"),
        ("Famous", "著名", "zh-Hans"),
        ("Ask at Harbor Clinic or see 988lifeline.org.", "اسأل في Harbor Clinic أو انظر 988lifeline.org.", "ar"),
        ("Get naloxone.", "احصل على نالوكسون (naloxone).", "ar"),
        ("Say: “wait”! At 7:30?", "Dites\u00a0: «\u00a0attendez\u00a0»\u202f! À 7:30\u00a0?", "fr"),
        ("Call {crisis_line} now!", "Appelez le {crisis_line} maintenant\u00a0!", "fr"),
        ("Ask a friend", "از یک دوست بپرسید", "fa"),
        ("Water", "پانی", "ur"),
        ("They are here.", "وہ یہاں ہیں۔", "ur"),
        ("Finger in the mouth?", "ਮੂੰਹ ਵਿੱਚ ਉਂਗਲ?", "pa"),
        ("Nails, beads, hundreds.", "ਨਹੁੰ, ਬੂੰਦਾਂ, ਸੈਂਕੜੇ।", "pa"),
        ("Children, today; a site.", "ਬੱਚਿਆਂ, ਅੱਜ; ਵੈੱਬਸਾਈਟ।", "pa"),
        ("He does not go.", "او نمی\u200cرود.", "fa"),
        ("Our old books", "کتاب\u200cهای قدیمی ما", "fa"),
        ('Say: "Why wait?"', "說：「為什麼要等？」", "zh-Hant"),
        ("Can you wake up?", "Você consegue acordar?", "pt-BR"),
        ("You took it. First, drink.", "Вы приняли это. Вы сначала пейте.", "ru"),
        ("The child took some.", "Ребёнок его принял.", "ru"),
        ("You took it.", "Ви це прийняли.", "uk"),
        ("Tell five doctors in Québec.", "Di senk doktè nan Québec.", "ht"),
        ("Eight of them have CPR cards for the night.", "Uit ladan yo gen kat CPR chak pou lannuit lan.", "ht"),
        ("Call {emergency_number} if they do not wake up.", "Si no despierta, llame al {emergency_number}.", "es"),
        ("Call {emergency_number} if they do not wake up.", "如果叫不醒，请打电话给{emergency_number}。", "zh-Hans"),
        ("Page {page} of {pages}", "पेज {page}, कुल {pages}", "hi"),
        ("PowerPoint may differ. It opens .pptx.", "قد يختلف PowerPoint. يفتح .pptx.", "ar"),
        ("A rash, sorrow, a festival", "র\u200d\u09cdযাশ, দুঃখ, উৎসব", "bn"),
        ("Call {crisis_line} now. Say: pain.", "এখনই {crisis_line}‑এ কল করুন। বলুন: ব্যথা।", "bn"),
        ("Give 1 breath every 5 seconds.", "हर 5 सेकंड में 1 साँस फूँकें।", "hi"),
        ("Give 1 breath every 5 seconds.", "প্রতি 5 সেকেন্ডে 1 বার শ্বাস দিন।", "bn"),
        ("A box, a turn: 2.5 or more", "বাক\u09cd\u200cস, ধৈর্য: 2.5 বা বেশি", "bn"),
        ("Such as #1a5276, or from https:// on", "जैसे #1a5276, या https:// से", "hi"),
    ],
)
def test_a_right_translation_is_clean(english: str, words: str, tag: str) -> None:
    """No finding of any severity, but that a language without a lexicon needs a person's eye."""
    assert [found for found in findings(english, words, tag) if found.id != "translation.no-lexicon"] == []


def test_names_that_people_wrote_in_gurmukhi_are_clean() -> None:
    """All that CLDR calls countries, languages and currencies in Punjabi; its cut-off words (days in short) end as no word does."""
    cldr = BabelLocale.parse("pa")
    names = [str(name) for each in (cldr.territories, cldr.languages, cldr.currencies) for name in each.values()]
    assert len(names) > 500
    assert [said for name in names for said in gurmukhi.slips(name, find("pa"))] == []


def test_a_judged_finding_is_silent_if_the_reason_is_given() -> None:
    """`ignore numbers: reason` in a comment; without a reason, or for another rule, it counts."""
    english, words = "Wait 3 minutes.", "Espere un trío de minutos."
    assert findings(english, words, "es", "ignore numbers: usual in print") == ()
    assert [f.id for f in findings(english, words, "es", "ignore numbers:")] == ["translation.numbers"]
    assert [f.id for f in findings(english, words, "es", "ignore contact: x")] == ["translation.numbers"]


def catalog(*entries: Entry) -> Catalog:
    """A Spanish catalog."""
    return Catalog(path="es.po", locale=find("es"), entries=entries)


def test_stale_words_are_reported_and_not_measured_by_the_new_english() -> None:
    """Whether sync has been run or not."""
    doc = document(("a", "Wait 8 hours."), ("b", "Wait 8 days."))
    found = translation.check(
        doc,
        (
            catalog(
                Entry(ctx="a", english="Wait 8 hours.", words="Espere 6 horas.", fuzzy=True, previous="Wait 6 hours."),
                Entry(ctx="b", english="Wait 6 days.", words="Espere 6 días."),
            ),
        ),
    )
    assert [(f.id, f.severity) for f in found] == [("translation.stale", "warning")] * 2
    assert "It was: “Wait 6 hours.”" in found[0].message


def test_the_same_english_with_two_translations_is_reported() -> None:
    """With the place of the other one, and not if a person has judged it."""
    doc = document(("a", "Wait"), ("b", "Wait"))
    one, other = Entry(ctx="a", english="Wait", words="Espere"), Entry(ctx="b", english="Wait", words="Aguarde")
    (found,) = translation.check(doc, (catalog(one, other),))
    assert (found.id, found.severity) == ("translation.inconsistent", "warning")
    assert "“Espere” in es.po:0: a" in found.message
    judged = dataclasses.replace(other, comments=("ignore inconsistent: a noun here",))
    assert translation.check(doc, (catalog(one, judged),)) == ()


def test_two_titles_that_become_one_are_reported() -> None:
    """Titles only, and only where the English tells them apart."""
    doc = document(("t/a.title", "Wait"), ("t/b.title", "Hold on"), ("t/c.title", "Wait"), ("t/d.lead", "Stay"))
    entries = [
        Entry(ctx="t/a.title", english="Wait", words="Espere"),
        Entry(ctx="t/b.title", english="Hold on", words="**espere**"),
        Entry(ctx="t/c.title", english="Wait", words="Espere"),
        Entry(ctx="t/d.lead", english="Stay", words="Espere"),
    ]
    found = translation.check(doc, (catalog(*entries),))
    assert [(f.id, f.severity) for f in found if f.id == "translation.same-title"] == [("translation.same-title", "error")]
    assert "“Hold on” and “Wait” (es.po:0: t/a.title)" in found[-1].message


def test_texts_the_document_does_not_have_and_empty_ones_are_passed_over() -> None:
    """What is missing is counted by `kit translate status`."""
    assert translation.check(document(), (catalog(Entry(ctx="gone", english="5", words="6")),)) == ()
    assert translation.check(document(("a", "5")), (catalog(Entry(ctx="a", english="5")),)) == ()


def test_a_glossary_is_read(tmp_path: Path) -> None:
    """Term, forms, note; no file means no terms."""
    assert translation.preferred(tmp_path) == ()
    (tmp_path / "glossary.csv").write_text(
        'term,forms,note\nnaloxone,naloxona,\nold dose,"dosis anterior|dosis, antes",x\n\n', encoding="utf-8"
    )
    assert translation.preferred(tmp_path) == (
        Preferred(term="naloxone", forms=("naloxona",)),
        Preferred(term="old dose", forms=("dosis anterior", "dosis, antes")),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"naloxone,naloxona\n", "glossary.csv:1:1: no head line"),
        (b"term,forms\nnaloxone\n", "glossary.csv:2:1: a term without translation"),
        (b"term,forms\n,naloxona\n", "glossary.csv:2:1: a term without translation"),
    ],
)
def test_a_broken_glossary_is_refused_with_its_line(tmp_path: Path, data: bytes, said: str) -> None:
    """No head, no forms, no term."""
    (tmp_path / "glossary.csv").write_bytes(data)
    with pytest.raises(ContentError) as caught:
        translation.preferred(tmp_path)
    assert said in str(caught.value)


def test_a_glossary_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Spreadsheets like to save Latin-1."""
    (tmp_path / "glossary.csv").write_bytes("term,forms\nsign,señal\n".encode("latin-1"))
    with pytest.raises(KitError, match="UTF-8"):
        translation.preferred(tmp_path)
