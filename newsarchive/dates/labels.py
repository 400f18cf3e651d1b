"""The words that say of a date beside them that an article was published, or changed, then."""

import re
from typing import Literal

from newsarchive.dates.words import LETTER, plain

Label = Literal["changed", "published"]

# An underscore is a space.
_CHANGED = (
    "modifica aangepast änderung letzte_änderung redigeret zmiana zmieniono změněno změna zmena zmenené "
    "güncellenme обновлена изменён изменена frissült izmjena izmena промяна corrigé corrected "
    "updated update upd modified revised edited last_update last_changed amended aktualisiert "
    "aktualisierung geändert bearbeitet stand zuletzt mise_à_jour mis_à_jour mis_a_jour màj maj modifié "
    "actualisé actualizado actualizada actualización modificado modificada última_actualización "
    "aggiornato aggiornata aggiornamento modificato modificata atualizado atualizada atualização alterado "
    "alterada actualitzat actualitzado actualitzada actualització bijgewerkt gewijzigd laatste_update "
    "uppdaterad uppdaterat uppdaterades senast_ändrad ändrad opdateret ændret oppdatert endret päivitetty "
    "muokattu uppfært breytt uuendatud muudetud atnaujinta atnaujintas pakeista atjaunots atjaunināts "
    "labots zaktualizowano zaktualizowany zaktualizowana aktualizacja zmodyfikowano zmodyfikowana "
    "aktualizováno aktualizována aktualizován aktualizace upraveno aktualizované aktualizácia upravené "
    "frissítve frissítés módosítva actualizată actualizata actualizat actualizare modificat ažurirano "
    "ažuriranje izmijenjeno izmenjeno posodobljeno spremenjeno обновлено обновлён обновлен изменено "
    "обновление ред оновлено змінено абноўлена обновена обновено актуализирана актуализирано променена "
    "променено ажурирано измењено ажурирање ενημερώθηκε ενημέρωση τελευταία_ενημέρωση τροποποιήθηκε "
    "güncelleme güncellendi son_güncelleme düzenlenme përditësuar cập_nhật diperbarui diperbaharui "
    "dikemas_kini kemaskini pembaruan imesasishwa opgedateer eguneratu eguneratua actualizouse "
    "diweddarwyd تحديث آخر_تحديث تم_التحديث تعديل به_روز_رسانی به_روزرسانی بهروز_رسانی بهروزرسانی ویرایش "
    "بروزرسانی اپ_ڈیٹ תאריך_עדכון עודכן עדכון עדכון_אחרון अपडेट अपडेटेड संशोधित अद्यतन अद्यतनित আপডেট "
    "হালনাগাদ পরিমার্জিত புதுப்பிக்கப்பட்டது అప్‌డేట్ అప్డేట్ અપડેટ ಅಪ್‌ಡೇಟ್ അപ്ഡേറ്റ് ਅੱਪਡੇਟ განახლდა "
    "განახლებულია განახლება թարմացվել թարմացված yeniləndi yenilənib yangilandi yangilangan жаңартылған "
    "жаңартылды шинэчилсэн überarbeitet dernière_modification última_modificación última_modificação "
    "ultima_modifica modyfikacja edytowano редактировано отредактировано последнее_обновление "
    "редаговано відредаговано останнє_оновлення останні_зміни redigerad redigert redigeret päivitys "
    "viimeksi_muokattu editováno naposledy_upraveno değiştirilme değiştirildi عدل عُدل آخر_تعديل "
    "עריכה_אחרונה נערך επεξεργάστηκε संपादित bewerkt laatst_bewerkt szerkesztve editat редактирано"
)
_PUBLISHED = (
    "published posted first_published publication publication_date created veröffentlicht erschienen "
    "publiziert erstellt publié publiée paru mis_en_ligne créé publicado publicada publicación pubblicato "
    "pubblicata pubblicazione publicat gepubliceerd geplaatst publicerad publicerat publicerades "
    "publiceret udgivet publisert julkaistu birt birtist avaldatud paskelbta publicēts publicēta "
    "opublikowano opublikowany opublikowana publikacja data_publikacji publikováno publikována publikován "
    "zveřejněno vydáno vydané publikované zverejnené közzétéve megjelent publicării publicare objavljeno "
    "objavljen опубликовано опубликован опубликована публикация дата_публикации опубліковано апублікавана "
    "публикувана публикувано објављено објавено δημοσιεύθηκε δημοσιεύτηκε δημοσίευση yayınlanma "
    "yayınlandı giriş yayın_tarihi oluşturulma publikuar botuar đăng xuất_bản ngày_đăng diterbitkan "
    "dipublikasikan tayang terbit imechapishwa gepubliseer argitaratua publicouse cyhoeddwyd نشر نشرت "
    "تاريخ_النشر نُشر منتشر_شده انتشار تاریخ_انتشار شائع פורסם תאריך_פרסום प्रकाशित पब्लिश प्रकाशन "
    "প্রকাশিত প্রকাশ வெளியிடப்பட்டது வெளியான ప్రచురణ પ્રકાશિત ಪ್ರಕಟ പ്രസിദ്ധീകരിച്ചത് ਪ੍ਰਕਾਸ਼ਿਤ "
    "გამოქვეყნდა გამოქვეყნებულია հրապարակվել yayımlanıb yayımlandı chop_etilgan жарияланды нийтэлсэн"
)
# In scripts without spaces a label may be a part of what looks like one word.
_CHANGED_WITHIN = (
    "更新 更新日 更新日期 更新时间 更新時間 最終更新 修改 修訂 修订 改訂 改定 编辑于 수정 업데이트 최종수정 "
    "อัปเดต อัพเดต อัพเดท ปรับปรุง แก้ไข ធ្វើបច្ចុប្បន្នភាព ອັບເດດ"
)
_PUBLISHED_WITHIN = (
    "发布 发表 发稿 刊发 刊登 发文 發布 發表 發佈 刊出 上架 公開 公開日 掲載 配信 입력 등록 게시 발행 "
    "작성 เผยแพร่ โพสต์ ចេញផ្សាយ ផ្សាយ"
)
_WITHIN = re.compile(
    f"(?P<changed>{'|'.join(_CHANGED_WITHIN.split())})|{'|'.join(_PUBLISHED_WITHIN.split())}"
)
_LABELS: dict[str, Label | None] = {
    "edited by": None,
    **{plain(label.replace("_", " ")): "published" for label in _PUBLISHED.split()},
    **{plain(label.replace("_", " ")): "changed" for label in _CHANGED.split()},
}
_LONGEST = 3  # words of a label
_WORD = re.compile(rf"{LETTER}+")
_BEHIND_FIGURES = re.compile(r"[^\d]{0,60}$")
_NEAR = 24  # characters between a label and its date
_JOINED = re.compile(r"\W{0,3}(?:(?:and|und|et|y|e|i|и|or|en|og|och)\s)?")  # Published / updated: one date


def label_of(before: str) -> Label | None:
    """What a text that stands before a date says of it, at its end and with no figure between."""
    match = _BEHIND_FIGURES.search(before[-60:])
    tail = match[0] if match else ""
    found: Label | None = None
    last = 0
    for start, end, label in sorted(_labels(tail)):
        if end < len(tail) - _NEAR:
            continue
        if found is None or not _JOINED.fullmatch(tail, last, start):
            found = label
        elif label == "published":
            found = "published"
        last = end
    return found


def _labels(text: str) -> list[tuple[int, int, Label]]:
    """The labels in a text, with their beginnings and ends."""
    within = () if text.isascii() else _WITHIN.finditer(text)
    found: list[tuple[int, int, Label]] = [
        (*match.span(), "changed" if match["changed"] else "published") for match in within
    ]
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            key = " ".join(plain(word[0]) for word in words[at : at + size])
            if key in _LABELS:
                if label := _LABELS[key]:
                    found.append((words[at].start(), words[at + size - 1].end(), label))
                at += size - 1
                break
        at += 1
    return found
