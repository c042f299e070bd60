"""A small Document with every kind of block, in English and in Arabic, for tests that need one without reading content/.

The words are filler for layout and round trips, not health advice.
"""

from __future__ import annotations

from kit.art import Art, Path
from kit.document import (
    Block,
    Bullets,
    Callout,
    ClinicCard,
    Contact,
    Contacts,
    Diagram,
    Document,
    Exercise,
    Field,
    ListItem,
    Meta,
    Notes,
    Paragraph,
    Section,
    Series,
    Session,
    Spot,
    Steps,
    Surface,
    Table,
    Text,
    Timeline,
    Worksheet,
)
from kit.locale import find, isolate

_AR = {
    "Feeling unwell": "الشعور بالمرض",
    "For people who want to know more": "لمن يريد أن يعرف المزيد",
    "It is hard, **and it passes**.": "الأمر صعب، **لكنه يمر**.",
    "Get help now": "اطلب المساعدة الآن",
    "Call when you are worried.": "اتصل عندما تقلق.",
    "What it is": "ما هو",
    "Your body needs time.": "جسمك يحتاج إلى وقت.",
    "It often lasts 4 to 10 days. Drink water often.": "يستمر غالباً من 4 إلى 10 أيام. اشرب الماء كثيراً.",
    "What you may feel": "ما قد تشعر به",
    "Many people feel:": "يشعر كثيرون بما يلي:",
    "Aches in the back and legs": "آلام في الظهر والساقين",
    "Chills and sweating (SAMHSA)": "قشعريرة وتعرق (SAMHSA)",
    "What to do": "ماذا تفعل",
    "Shout and rub the chest.": "نادِ بصوت عالٍ وافرك الصدر.",
    "Call {n} now.": "اتصل على {n} الآن.",
    "When it comes": "متى يأتي",
    "A table of times.": "جدول بالأوقات.",
    "Time": "الوقت",
    "Signs": "العلامات",
    "Day 1": "اليوم 1",
    "Yawning": "تثاؤب",
    "Day 3": "اليوم 3",
    "Cramps": "تشنجات",
    "Danger signs": "علامات الخطر",
    "Call at once if:": "اتصل فوراً إذا:",
    "The person can't be woken": "لا يمكن إيقاظ الشخص",
    "How strong it is": "ما مدى شدته",
    "A line that rises to day 2 and falls to day 7.": "خط يرتفع حتى اليوم 2 وينخفض حتى اليوم 7.",
    "Most people feel worst on days 1 to 3.": "يشعر معظم الناس بأسوأ حال في الأيام 1 إلى 3.",
    "An illustration, not a measurement.": "رسم توضيحي وليس قياساً.",
    "Days since last use": "الأيام منذ آخر تعاطٍ",
    "How strong": "الشدة",
    "Body signs": "علامات الجسم",
    "Cravings": "الرغبة الملحة",
    "Talk about it": "تحدثوا عنها",
    "What have you heard?": "ماذا سمعت؟",
    "My plan": "خطتي",
    "Who stays with me": "من يبقى معي",
    "I have naloxone": "لدي نالوكسون",
    "About this sheet": "عن هذه الورقة",
    "Ask a nurse.": "اسأل ممرضة.",
    "Say it slowly.": "قل ذلك ببطء.",
    "What worries you?": "ما الذي يقلقك؟",
    "Someone who goes quiet.": "شخص يصمت.",
    "This part talks about death.": "يتحدث هذا الجزء عن الموت.",
    "20-minute session": "جلسة مدتها 20 دقيقة",
    "Where it hurts": "أين الألم",
    "Not all of these come.": "لا تأتي كلها.",
    "A body with lines to the head and the belly.": "جسم مع خطوط إلى الرأس والبطن.",
    "**Head:** no sleep": "**الرأس:** قلة نوم",
    "**Belly:** cramps": "**البطن:** تشنجات",
    "Ways to start": "طرق للبدء",
    "Start from here.": "ابدأ من هنا.",
    "Go to the clinic.": "اذهب إلى العيادة.",
    "Stay at home with help.": "ابقَ في البيت مع من يساعدك.",
}

LABELS = {
    "contents": ("What is in this sheet", "ما في هذه الورقة"),
    "callout.emergency": ("Emergency", "طوارئ"),
    "callout.urgent": ("Get care soon", "اطلب الرعاية قريباً"),
    "callout.calm": ("You can do this", "يمكنك ذلك"),
    "callout.safer": ("Lower the risk", "لتقليل الخطر"),
    "exercise.questions": ("Questions to talk about", "أسئلة للنقاش"),
    "exercise.activity": ("Activity", "نشاط"),
    "exercise.teach_back": ("Tell it in your own words", "قلها بكلماتك"),
    "exercise.minutes": ("{minutes} min", "{minutes} دقيقة"),
    "exercise.optional": ("If there is time", "إذا توفر الوقت"),
    "notes.read": ("Read this slide aloud.", "اقرأ هذه الشريحة بصوت عالٍ."),
    "notes.talk": ("Read the question aloud.", "اقرأ السؤال بصوت عالٍ."),
    "notes.until": ("{minutes} min, until {minute}", "{minutes} دقيقة، حتى {minute}"),
    "sources.where": ("The sources are in the handout.", "المصادر في الورقة."),
    "notes.conflict": ("The kit now says: “{words}”", "تقول الحقيبة الآن: «{words}»"),
    "layout.activity": ("To talk or try", "للحديث أو التجربة"),
    "slide.part": ("Part {number}", "الجزء {number}"),
    "agenda.title": ("What we will talk about", "ما سنتحدث عنه"),
    "agenda.shows": ("This file holds shorter shows.", "في هذا الملف عروض أقصر."),
    "notes.say": ("Say", "قل"),
    "notes.ask": ("Ask", "اسأل"),
    "notes.watch": ("Watch for", "انتبه إلى"),
    "notes.how_to_use": ("Each slide has notes.", "لكل شريحة ملاحظات."),
    "notes.handout": ("Handout: part {number}", "الورقة: الجزء {number}"),
    "notes.minutes": ("About {minutes} minutes", "نحو {minutes} دقائق"),
    "notes.minutes_in": ("{session}: {minutes} minutes", "{session}: {minutes} دقائق"),
    "notes.part": ("{title}: {minutes} minutes", "{title}: {minutes} دقائق"),
    "notes.row": ("{head} – {cells}", "{head} – {cells}"),
    "notes.joiner": ("; ", "؛ "),
    "continued": ("{title} ({part}/{parts})", "{title} ({part}/{parts})"),
    "page_of": ("Page {page} of {pages}", "صفحة {page} من {pages}"),
    "slide_of": ("{slide}", "{slide}"),
    "status.draft": ("Draft", "مسودة"),
    "status.reviewed": ("Reviewed", "تمت المراجعة"),
    "status.clinical": ("Clinically reviewed", "مراجعة سريرية"),
    "footer.version": ("Version {version}, {date}", "الإصدار {version}، {date}"),
    "footer.code": ("Sheet {code}", "الورقة {code}"),
    "contact.emergency": ("Emergency", "الطوارئ"),
    "contact.crisis": ("Crisis help", "المساعدة في الأزمات"),
    "contact.write_in": ("Write the number here", "اكتب الرقم هنا"),
    "page.skip": ("Skip to the text", "انتقل إلى النص"),
    "page.languages": ("Languages", "اللغات"),
    "page.top": ("Back to the top", "العودة إلى الأعلى"),
    "page.downloads": ("All files and languages", "كل الملفات واللغات"),
    "page.writing": ("What you write on this page is not sent or saved.", "ما تكتبه في هذه الصفحة لا يُرسل ولا يُحفظ."),
    "notes.continued": ("The notes are with the slide “{title}”.", "الملاحظات مع الشريحة «{title}»."),
    "creator": ("Health education kit", "حقيبة التثقيف الصحي"),
    "placeholder.title": ("Title", "العنوان"),
    "placeholder.text": ("Text", "النص"),
    "index.booklet_use": ("To fold and staple", "للطي والتدبيس"),
    "index.card_use": ("Cut along the marks.", "قص عند العلامات."),
    "index.card_folded_use": ("Cut and fold in the middle.", "قص ثم اطوِ من المنتصف."),
    "index.leaflet_use": ("Fold the narrow panel in first.", "اطوِ الجزء الضيق إلى الداخل أولًا."),
    "notes.blank": ("For your notes", "لملاحظاتك"),
    "packet.contents": ("In this packet", "في هذه الحزمة"),
    "sheet.other_side": ("{language}: see the other side", "{language}: انظر الوجه الآخر"),
    "page_reference": ("(page {page})", "(صفحة {page})"),
    "table.label": ("Table", "جدول"),
    "figure.label": ("Picture", "صورة"),
    "layout.title": ("First slide", "الشريحة الأولى"),
    "layout.message": ("Main point", "النقطة الرئيسية"),
    "layout.text": ("Title and text", "عنوان ونص"),
    "layout.callout": ("Box with a warning", "مربع تحذير"),
    "layout.pictures": ("Pictures with words", "صور مع كلمات"),
    "layout.contacts": ("Phone numbers", "أرقام الهاتف"),
    "layout.figure": ("Chart or picture with words", "رسم أو صورة مع كلمات"),
    "layout.table": ("Title and table", "عنوان وجدول"),
    "qr.alt": ("QR code: {address}", "رمز الاستجابة السريعة: {address}"),
}

ALL: frozenset[Surface] = frozenset(("slide", "handout", "page"))


class _Maker:
    def __init__(self, tag: str) -> None:
        self.locale = find(tag)
        self.count = 0

    def __call__(self, english: str, **values: str) -> Text:
        self.count += 1
        words = _AR[english] if self.locale.tag == "ar" else english
        for name, value in values.items():
            words = words.replace(f"{{{name}}}", isolate(value))
        return Text(id=f"sample/t{self.count}", source=english, text=words, lang=self.locale.tag)


def _blocks(t: _Maker) -> tuple[Block, ...]:
    notes = Notes(say=(t("Say it slowly."),), ask=(t("What worries you?"),), watch=(t("Someone who goes quiet."),))
    table = Table(
        meta=Meta(id="s.table", title=t("When it comes")),
        summary=t("A table of times."),
        columns=(t("Time"), t("Signs")),
        rows=((t("Day 1"), t("Yawning")), (t("Day 3"), t("Cramps"))),
    )
    return (
        Paragraph(meta=Meta(id="s.para"), text=t("It often lasts 4 to 10 days. Drink water often.")),
        Bullets(
            meta=Meta(id="s.list", title=t("What you may feel"), notes=notes),
            lead=t("Many people feel:"),
            items=(ListItem(text=t("Aches in the back and legs")), ListItem(text=t("Chills and sweating (SAMHSA)"))),
        ),
        Steps(
            meta=Meta(id="s.steps", title=t("What to do")),
            items=(ListItem(text=t("Shout and rub the chest.")), ListItem(text=t("Call {n} now.", n="1-800-662-4357"))),
        ),
        table,
        Callout(
            meta=Meta(id="s.danger", title=t("Danger signs"), safety=("emergency",)),
            level="emergency",
            lead=t("Call at once if:"),
            items=(ListItem(text=t("The person can't be woken")),),
        ),
        Timeline(
            meta=Meta(id="s.line", title=t("How strong it is")),
            alt=t("A line that rises to day 2 and falls to day 7."),
            takeaway=t("Most people feel worst on days 1 to 3."),
            caption=t("An illustration, not a measurement."),
            x_title=t("Days since last use"),
            y_title=t("How strong"),
            points=((1.0, t("Day 1")), (3.0, t("Day 3"))),
            series=(Series(name=t("Body signs"), values=(4.0, 9.0)), Series(name=t("Cravings"), values=(6.0, 8.0))),
            top=10.0,
            table=Table(
                meta=Meta(id="s.line.table"),
                summary=t("A table of times."),
                columns=(t("Time"), t("Signs")),
                rows=((t("Day 1"), t("Yawning")),),
            ),
        ),
        Exercise(
            meta=Meta(id="s.talk", title=t("Talk about it"), shows=frozenset(("slide",))),
            kind="questions",
            minutes=5,
            items=(ListItem(text=t("What have you heard?")),),
        ),
        Worksheet(
            meta=Meta(id="s.plan", title=t("My plan")),
            fields=(
                Field(id="who", label=t("Who stays with me"), lines=2),
                Field(id="nal", label=t("I have naloxone"), lines=0),
            ),
        ),
        Diagram(
            meta=Meta(id="s.body", title=t("Where it hurts")),
            lead=t("Not all of these come."),
            art="figure",
            alt=t("A body with lines to the head and the belly."),
            spots=(Spot(text=t("**Head:** no sleep"), at=(15.0, 8.0)), Spot(text=t("**Belly:** cramps"), at=(15.0, 50.0))),
        ),
        Bullets(
            meta=Meta(id="s.ways", title=t("Ways to start")),
            lead=t("Start from here."),
            branch="mark",
            items=(
                ListItem(text=t("Go to the clinic."), art="mark"),
                ListItem(text=t("Stay at home with help."), art="mark"),
            ),
        ),
    )


def _art(name: str, width: float, height: float) -> Art:
    """A plain rectangle, which looks the same from both sides."""
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    first, *rest = corners
    return Art(
        id=name, width=width, height=height, paths=(Path(commands=(("M", first), *(("L", at) for at in rest), ("Z", ()))),)
    )


def sample(tag: str = "en", *, region: bool = True, clinic: bool = True) -> Document:
    """The sample Document in `en` or `ar`, with or without a region's numbers and a clinic."""
    t = _Maker(tag)
    language = {"en": 0, "ar": 1}[tag]
    number = isolate("911") if region else ""
    section = Section(
        id="what",
        number=1,
        title=t("What it is"),
        content_note=t("This part talks about death."),
        key=t("Your body needs time."),
        blocks=_blocks(t),
        notes=Notes(say=(t("Say it slowly."),)),
    )
    closing = Section(
        id="about",
        number=0,
        title=t("About this sheet"),
        key=t("Ask a nurse."),
        blocks=(
            Bullets(
                meta=Meta(id="about.sources"),
                items=(
                    ListItem(
                        text=Text(
                            id="source/x",
                            source="Opioid withdrawal, WHO 2009",
                            text="Opioid withdrawal, WHO 2009",
                            lang="en",
                            verbatim=True,
                        )
                    ),
                ),
            ),
        ),
        notes=Notes(),
    )
    labels = tuple(Text(id=f"labels/{name}", source=words[0], text=words[language], lang=tag) for name, words in LABELS.items())
    by_name = {text.id.removeprefix("labels/"): text for text in labels}
    return Document(
        topic="sample",
        version="1.0",
        date="2026-11-22",
        code="SA-1.0",
        locale=find(tag),
        region="US" if region else "",
        title=t("Feeling unwell"),
        audience=t("For people who want to know more"),
        main_message=t("It is hard, **and it passes**."),
        help=Contacts(
            meta=Meta(id="help", title=t("Get help now"), safety=("emergency", "suicide_help")),
            lead=t("Call when you are worried."),
            kinds=("emergency", "crisis"),
            entries=(
                Contact(kind="emergency", label=by_name["contact.emergency"], value=number),
                Contact(
                    kind="crisis",
                    label=by_name["contact.crisis"],
                    value=isolate("988") if region else "",
                    name=Text(id="region/US/988", source="988 Lifeline", text="988 Lifeline", lang="en", verbatim=True)
                    if region
                    else None,
                    url="https://988lifeline.org" if region else "",
                ),
            ),
        ),
        sections=(section,),
        closing=closing,
        sessions=(Session(minutes=20, name=t("20-minute session"), parts=(("what", 20),)),),
        notices=(by_name["status.draft"],),
        labels=labels,
        arts=(_art("figure", 30, 90), _art("mark", 48, 48)),
        clinic=ClinicCard(id="harbor", name="Harbor Clinic", phone=isolate("+1 202-555-0143"), web="https://example.org/harbor")
        if clinic
        else None,
    )
