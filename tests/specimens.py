"""A few real sentences in each language and script the kit prints, for tests of shaping, lines and text extraction.

Machine-written filler about withdrawal, not reviewed and not health advice. `{phone}` and `{dose}` are put in left-to-right
isolates by `specimen`, as the kit does.
"""

from __future__ import annotations

import dataclasses
import re

from kit.document import Bullets, Document, ListItem, Meta, Notes, Paragraph, Section, Text
from kit.locale import find, isolate
from tests.sample import sample

PHONE = "1-800-662-4357"
DOSE = "8–12 mg"

_TEXTS = {
    "en": "After even a few days without heroin, your body can handle less. Never use alone (call {phone}). Take {dose} at 7:30 am, 50% less.",
    "es": "Después de unos días sin heroína, el cuerpo tolera menos. ¡Nunca consuma a solas! Llame al {phone}. Tome {dose} por la mañana.",
    "fr": "Après quelques jours sans héroïne, le corps supporte moins bien. N’en prenez jamais seul : appelez le {phone}. Prenez {dose}.",
    "pt-BR": "Após alguns dias sem heroína, o corpo tolera menos. Não use sozinho (ligue para {phone}). Tome {dose} à noite.",
    "vi": "Khi ngừng dùng heroin, bạn có thể nôn mửa và tiêu chảy. Hãy uống nước thường xuyên và gọi {phone}. Uống {dose} mỗi sáng.",
    "ru": "После отмены героина возможны рвота и понос. Пейте воду чаще. Звоните: {phone}. Принимайте {dose} утром, ещё лучше — с едой.",
    "el": "Μετά τη διακοπή της ηρωίνης μπορεί να έχετε εμετό και διάρροια. Πίνετε συχνά νερό. Καλέστε {phone}. Πάρτε {dose} το πρωί.",
    "ar": "الانسحاب هو ما يفعله الجسم عندما يخرج منه الأفيون مثل الهيروين. إنه صعب جدًا لكنه يمر (خلال أيام). اتصل بالرقم {phone} ولا تتناول أكثر من {dose} في اليوم.",
    "fa": "با قطع هروئین ممکن است استفراغ و اسهال پیش بیاید. زیاد آب بنوشید؛ می‌توانید کمک بگیرید (با {phone} تماس بگیرید). روزی {dose} کافی است.",
    "he": "כשמפסיקים הרואין עלולים להופיע הקאות ושלשולים. שתו מים לעתים קרובות (כל שעה). התקשרו אל {phone}. קחו {dose} בבוקר.",
    "hi": "हेरोइन छोड़ने पर उल्टी और दस्त हो सकते हैं। शरीर में पानी की कमी से ख़तरा है। विशेषज्ञ को {phone} पर फ़ोन करें। सुबह {dose} लें।",
    "bn": "হেরোইন বন্ধ করলে বমি ও ডায়রিয়া হতে পারে। শরীরে জলের অভাব বিপজ্জনক। {phone} নম্বরে ফোন করুন। সকালে {dose} নিন।",
    "ta": "ஹெராயின் நிறுத்தும்போது வாந்தி மற்றும் வயிற்றுப்போக்கு ஏற்படலாம். அடிக்கடி தண்ணீர் குடியுங்கள். {phone} எண்ணை அழைக்கவும். காலையில் {dose} எடுக்கவும்.",
    "te": "హెరాయిన్ ఆపినప్పుడు వాంతులు, విరేచనాలు కావచ్చు. శరీరంలో నీరు తగ్గడం ప్రమాదకరం. {phone} కు ఫోన్ చేయండి. ఉదయం {dose} తీసుకోండి.",
    "th": "เมื่อหยุดเฮโรอีน คุณอาจอาเจียนและท้องเสีย ดื่มน้ำบ่อย ๆ และขอความช่วยเหลือ โทร {phone} กินยา {dose} ตอนเช้า",
    "km": "នៅពេលឈប់ប្រើហេរ៉ូអ៊ីន អ្នកអាចក្អួត និងរាគរូស។ សូមផឹកទឹកញឹកញាប់។ ទូរសព្ទទៅ {phone}។ លេបថ្នាំ {dose} នៅពេលព្រឹក។",
    "lo": "ເມື່ອຢຸດເຮໂຣອີນ ທ່ານອາດຮາກ ແລະ ຖອກທ້ອງ. ດື່ມນ້ຳເລື້ອຍໆ. ໂທ {phone}. ກິນຢາ {dose} ຕອນເຊົ້າ.",
    "my": "ဟီးရိုးအင်းကို ရပ်လိုက်သောအခါ အော့အန်ခြင်းနှင့် ဝမ်းလျှောခြင်း ဖြစ်နိုင်သည်။ ရေများများ သောက်ပါ။ {phone} ကို ခေါ်ပါ။ မနက်တိုင်း {dose} သောက်ပါ။",
    "am": "ሄሮይን ማቆም ማስታወክና ተቅማጥ ሊያስከትል ይችላል። ውሃ ደጋግመው ይጠጡ። በ{phone} ይደውሉ። ጠዋት {dose} ይውሰዱ።",
    "zh-Hans": "停用海洛因几天后，身体能承受的量会减少。不要独自使用（请拨打 {phone}）。早上服用 {dose}，多喝水。",
    "zh-Hant": "停用海洛因幾天後，身體能承受的量會減少。不要獨自使用（請撥打 {phone}）。早上服用 {dose}，多喝水。",
    "ja": "ヘロインをやめると、吐き気や下痢が起こることがあります。水分をこまめにとりましょう。{phone} に電話してください。朝に {dose} を飲みます。",
    "ko": "헤로인을 끊으면 구토와 설사가 생길 수 있습니다. 물을 자주 드세요. {phone} 번으로 전화하세요. 아침에 {dose} 드세요.",
    "pa": "ਹੈਰੋਇਨ ਬੰਦ ਕਰਨ ਤੋਂ ਬਾਅਦ ਉਲਟੀਆਂ ਅਤੇ ਦਸਤ ਲੱਗ ਸਕਦੇ ਹਨ। ਥੋੜ੍ਹਾ-ਥੋੜ੍ਹਾ ਪਾਣੀ ਪੀਂਦੇ ਰਹੋ। {phone} 'ਤੇ ਫ਼ੋਨ ਕਰੋ। ਸਵੇਰੇ {dose} ਲਓ, ਚਿੱਟਾ ਨਹੀਂ।",
    "gu": "હેરોઇન બંધ કર્યા પછી ઊલટી અને ઝાડા થઈ શકે છે. વારંવાર થોડું પાણી પીઓ. {phone} પર ફોન કરો. સવારે {dose} લો.",
    "kn": "ಹೆರಾಯಿನ್ ನಿಲ್ಲಿಸಿದ ನಂತರ ವಾಂತಿ ಮತ್ತು ಭೇದಿ ಆಗಬಹುದು. ಆಗಾಗ್ಗೆ ನೀರು ಕುಡಿಯಿರಿ. {phone} ಗೆ ಕರೆ ಮಾಡಿ. ಬೆಳಿಗ್ಗೆ {dose} ತೆಗೆದುಕೊಳ್ಳಿ.",
    "ml": "ഹെറോയിൻ നിർത്തിയാൽ ഛർദ്ദിയും വയറിളക്കവും ഉണ്ടാകാം. ഇടയ്ക്കിടെ വെള്ളം കുടിക്കുക. {phone} എന്ന നമ്പറിൽ വിളിക്കുക. രാവിലെ {dose} കഴിക്കുക.",
    "si": "හෙරොයින් නැවැත්වූ පසු වමනය සහ පාචනය ඇති විය හැක. නිතර වතුර බොන්න. {phone} අමතන්න. උදේ {dose} ගන්න. ශක්තිය අඩු වේ.",
    "hy": "Հերոինը դադարեցնելուց հետո կարող են լինել փսխում և լուծ։ Հաճախ ջուր խմեք։ Զանգահարեք {phone}։ Առավոտյան ընդունեք {dose}։",
    "ka": "ჰეროინის შეწყვეტის შემდეგ შეიძლება იყოს ღებინება და დიარეა. ხშირად დალიეთ წყალი. დარეკეთ: {phone}. დილით მიიღეთ {dose}.",
}

SPECIMENS = {tag: text.format(phone=isolate(PHONE), dose=isolate(DOSE)) for tag, text in _TEXTS.items()}


def document(tag: str) -> Document:
    """A handout whose words are the specimen of a language; what else it says is English and marked as such."""
    english = sample("en", region=False, clinic=False)
    text = SPECIMENS[tag]
    sentences = [part for part in re.split(r"(?<=[.!?。။។።।]) ?", text) if part.strip()]
    words = [Text(id=f"specimen/{number}", source=part, text=part, lang=tag) for number, part in enumerate([text, *sentences])]
    section = Section(
        id="specimen",
        number=1,
        title=words[1],
        key=words[-1],
        blocks=(
            Paragraph(meta=Meta(id="specimen.all"), text=words[0]),
            Bullets(meta=Meta(id="specimen.list"), items=tuple(ListItem(text=part) for part in words[1:])),
        ),
        notes=Notes(),
    )
    return dataclasses.replace(
        english,
        locale=find(tag),
        title=words[1],
        audience=words[1],
        main_message=words[-1],
        sections=(section,),
        closing=dataclasses.replace(section, id="about", number=0, blocks=()),
        sessions=(),
    )
