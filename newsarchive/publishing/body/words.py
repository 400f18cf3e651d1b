"""What a picture, a video or a sound that lies elsewhere is called where nothing else describes it."""

from typing import NamedTuple


class MediaWords(NamedTuple):
    """A picture, a video and a sound, in one language."""

    picture: str
    video: str
    audio: str


_ENGLISH = MediaWords("Picture", "Video", "Audio")
_WORDS = {
    name: MediaWords(*words.split())
    for name, *_, words in (
        line.partition(" ")
        for line in """
ar صورة فيديو صوت
bg Снимка Видео Аудио
ca Imatge Vídeo Àudio
cs Obrázek Video Zvuk
da Billede Video Lyd
de Bild Video Audio
el Εικόνα Βίντεο Ήχος
es Imagen Vídeo Audio
fa تصویر ویدئو صدا
fi Kuva Video Ääni
fr Image Vidéo Son
he תמונה וידאו שמע
hi चित्र वीडियो ऑडियो
hr Slika Video Zvuk
hu Kép Videó Hang
id Gambar Video Audio
it Immagine Video Audio
ja 画像 動画 音声
ko 사진 동영상 오디오
nl Afbeelding Video Audio
no Bilde Video Lyd
pl Obraz Wideo Dźwięk
pt Imagem Vídeo Áudio
ro Imagine Video Audio
ru Изображение Видео Аудио
sk Obrázok Video Zvuk
sr Слика Видео Звук
sv Bild Video Ljud
th ภาพ วิดีโอ เสียง
tr Görsel Video Ses
uk Зображення Відео Аудіо
vi Ảnh Video Audio
zh 图片 视频 音频
zh-hant 圖片 影片 音訊
""".strip().splitlines()
    )
}
_SAME = {"nb": "no", "nn": "no", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}


def media_words(language: str) -> MediaWords:
    """The words of a language, English for one that is not known.

    :param language: a BCP 47 tag, or empty
    """
    tag = language.lower().replace("_", "-")
    names = (tag[: len("zh-hant")], tag[: len("zh-tw")], tag.partition("-")[0])
    return next(
        (_WORDS[_SAME.get(name, name)] for name in names if _SAME.get(name, name) in _WORDS), _ENGLISH
    )
