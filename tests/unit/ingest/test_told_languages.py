"""The language of full texts; `benchmarks/languages.py` measures it over a hundred languages."""

from __future__ import annotations

import pytest

from bot.ingest.language import identify

TEXTS = {
    "en": "The council voted on Tuesday to widen the eastern quay after two years of hearings and protests.",
    "de": "Der Rat stimmte am Dienstag nach zwei Jahren der Anhörungen für den Ausbau des östlichen Kais.",
    "fr": "Le conseil a voté mardi l'élargissement du quai est après deux ans d'auditions et de protestations.",
    "es": "El consejo aprobó el martes ampliar el muelle oriental tras dos años de audiencias y protestas.",
    "it": "Il consiglio ha votato martedì l'ampliamento della banchina est dopo due anni di audizioni e proteste.",
    "pt": "A câmara aprovou na terça-feira o alargamento do cais leste depois de dois anos de audições e protestos.",
    "nl": "De raad stemde dinsdag na twee jaar van hoorzittingen en protesten voor de verbreding van de oostkade.",
    "pl": "Rada zagłosowała we wtorek za poszerzeniem wschodniego nabrzeża po dwóch latach wysłuchań i protestów.",
    "sv": "Kommunen röstade på tisdagen för att bredda den östra kajen efter två års utfrågningar och protester.",
    "cs": "Rada v úterý po dvou letech slyšení a protestů odhlasovala rozšíření východního nábřeží.",
    "ro": "Consiliul a votat marți lărgirea cheiului de est după doi ani de audieri și proteste.",
    "tr": "Meclis, iki yıl süren oturum ve protestoların ardından salı günü doğu rıhtımının genişletilmesini onayladı.",
    "ru": "Совет во вторник проголосовал за расширение восточной набережной после двух лет слушаний и протестов.",
    "uk": "Рада у вівторок проголосувала за розширення східної набережної після двох років слухань і протестів.",
    "el": "Το συμβούλιο ψήφισε την Τρίτη τη διεύρυνση της ανατολικής προβλήτας μετά από δύο χρόνια ακροάσεων.",
    "ar": "صوت المجلس يوم الثلاثاء على توسيع الرصيف الشرقي بعد عامين من جلسات الاستماع والاحتجاجات.",
    "zh": "经过两年的听证和抗议之后，市议会星期二投票决定扩建东部码头，工程将于五月开始动工。",
    "ja": "市議会は火曜日、二年にわたる公聴会と抗議の末、東の岸壁を広げることを決めた。工事は五月に始まる。",
    "sr": "Veće je u utorak posle dve godine rasprava glasalo da se proširi istočno pristanište, gde se radi.",
    "hr": "Vijeće je u utorak nakon dvije godine rasprava glasovalo da se tijekom ožujka proširi istočno pristanište.",
    "id": "Dewan kota mengatakan bahwa dermaga timur akan diperlebar karena kapal besar belum bisa berlabuh di sana.",
    "ms": "Majlis bandaran berkata bahawa jeti timur akan dilebarkan kerana kapal besar belum boleh berlabuh di sana.",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_the_language_of_a_text_is_told(lang: str) -> None:
    assert identify((TEXTS[lang],)) == (lang,)


def test_a_language_without_a_two_letter_code_is_unknown() -> None:
    """Filters, stop words and the splitter know languages by ISO 639-1."""
    naija = "Di council don vote on Tuesday say dem go make di east side of di harbour big, afta two years wey people"
    assert identify((naija + " dey protest and dey talk say dem no want am for dia town.",)) == (None,)
