"""The words that say of a date beside them that an article was published, or changed, then."""

import re

_CHANGED = (
    "更新 更新日 更新日期 更新时间 更新時間 最終更新 修改 修訂 "
    "编辑于 수정 업데이트 최종수정 updated? upd modified revised "
    "edited(?!_by) last_update last_changed amended aktualisiert aktualisierung geändert "
    "bearbeitet stand zuletzt mise?_à_jour mis_a_jour màj maj modifié actualisé "
    "actualizad[oa] actualización modificad[oa] última_actualización aggiornat[oa] "
    "aggiornamento modificat[oa] atualizad[oa] atualização alterad[oa] actualitzat "
    "actualitzad[oa] actualització bijgewerkt gewijzigd laatste_update uppdatera[dt] "
    "uppdaterades senast_ändrad ändrad opdatere[t] ændret oppdatert endret päivitetty "
    "muokattu uppfært breytt uuendatud muudetud atnaujinta atnaujintas pakeista atjaunots "
    "atjaunināts labots zaktualizowan[oya] aktualizacja zmodyfikowan[oa] aktualizován[oa]? "
    "aktualizováno aktualizace upraveno aktualizované aktualizácia upravené frissítve "
    "frissítés módosítva actualizat[ăa]? actualizare modificat ažurirano ažuriranje "
    "izmijenjeno izmenjeno posodobljeno spremenjeno обновлено обновлён обновлен изменено "
    "обновление ред оновлено змінено абноўлена обновен[ао] обновена актуализиран[ао] "
    "променен[ао] ажурирано измењено ажурирање ενημερώθηκε ενημέρωση τελευταία_ενημέρωση "
    "τροποποιήθηκε güncelleme güncellendi son_güncelleme düzenlenme përditësuar cập_nhật "
    "diperbarui diperbaharui dikemas_kini kemaskini pembaruan imesasishwa opgedateer "
    "eguneratu eguneratua actualizouse actualizado diweddarwyd تحديث آخر_تحديث تم_التحديث "
    "تعديل به_?روز_?رسانی ویرایش بروزرسانی اپ_ڈیٹ תאריך_עדכון עודכן עדכון עדכון_אחרון अपडेट "
    "अपडेटेड संशोधित अद्यतन अद्यतनित আপডেট হালনাগাদ পরিমার্জিত புதுப்பிக்கப்பட்டது అప్‌డేట్ "
    "అప్డేట్ અપડેટ ಅಪ್‌ಡೇಟ್ അപ്ഡേറ്റ് ਅੱਪਡੇਟ อัปเดต อัพเดต อัพเดท ปรับปรุง แก้ไข "
    "ធ្វើបច្ចុប្បន្នភាព ອັບເດດ განახლდა განახლებულია განახლება թարմացվել թարմացված yeniləndi "
    "yenilənib yangilandi yangilangan жаңартылған жаңартылды шинэчилсэн"
)
_PUBLISHED = (
    "发布 发表 发稿 刊发 刊登 发文 發布 發表 發佈 刊出 上架 公開 "
    "公開日 掲載 配信 입력 등록 게시 발행 작성 published posted "
    "first_published publication publication_date created veröffentlicht erschienen "
    "publiziert erstellt publié publiée paru mis_en_ligne créé publicad[oa] publicación "
    "pubblicat[oa] pubblicazione publicat publicada gepubliceerd geplaatst publicera[dt] "
    "publicerades publicere[t] udgivet publisert julkaistu birt birtist avaldatud paskelbta "
    "publicēts publicēta opublikowan[oya] publikacja data_publikacji publikován[oa]? "
    "publikováno zveřejněno vydáno vydané publikované zverejnené közzétéve megjelent "
    "publicării publicare objavljeno objavljen опубликовано опубликован опубликована "
    "публикация дата_публикации опубліковано апублікавана публикуван[ао] објављено објавено "
    "δημοσιεύθηκε δημοσιεύτηκε δημοσίευση yayınlanma yayınlandı giriş yayın_tarihi "
    "oluşturulma publikuar botuar đăng xuất_bản ngày_đăng diterbitkan dipublikasikan tayang "
    "terbit imechapishwa gepubliseer argitaratua publicouse cyhoeddwyd نشر نشرت تاريخ_النشر "
    "نُشر منتشر_شده انتشار تاریخ_انتشار شائع פורסם תאריך_פרסום प्रकाशित पब्लिश प्रकाशन "
    "প্রকাশিত প্রকাশ வெளியிடப்பட்டது வெளியான ప్రచురణ પ્રકાશિત ಪ್ರಕಟ പ്രസിദ്ധീകരിച്ചത് "
    "ਪ੍ਰਕਾਸ਼ਿਤ เผยแพร่ โพสต์ ចេញផ្សាយ ផ្សាយ გამოქვეყნდა გამოქვეყნებულია հրապարակվել "
    "yayımlanıb yayımlandı chop_etilgan жарияланды нийтэлсэн"
)
_SPAN = r"[^\d]{0,24}$"

_JOINED = re.compile(r"\W{0,3}(?:(?:and|und|et|y|e|i|и|or|en|og|och)\s)?")  # Published / updated: one date


def _alternatives(words: str) -> str:
    return "|".join(word.replace("_?", r"[\s\u200c]?").replace("_", r"\s") for word in words.split())


# A letter before it would make it the end of another word, where the script parts words.
_START = r"(?<![a-zà-ɏа-яёα-ωά-ώ])"
CHANGED = re.compile(rf"{_START}(?P<word>{_alternatives(_CHANGED)}){_SPAN}", re.IGNORECASE)
"""At the end of what stands before a date: it is when the article was changed."""
PUBLISHED = re.compile(rf"{_START}(?P<word>{_alternatives(_PUBLISHED)}){_SPAN}", re.IGNORECASE)
"""At the end of what stands before a date: it is when the article appeared."""


def says_changed(before: str) -> bool:
    """Whether what stands before a date says that the article was changed then, and not published."""
    changed, published = CHANGED.search(before), PUBLISHED.search(before)
    if changed is None or published is None:
        return changed is not None
    between = before[published.end("word") : changed.start("word")]
    return changed.start() > published.start() and not _JOINED.fullmatch(between)


def says_published(before: str) -> bool:
    """Whether what stands before a date says that the article appeared then."""
    return PUBLISHED.search(before) is not None and not says_changed(before)
