"""How a name is found by its sound. Pure."""

from minqing.language.names import initials_of, pinyin_of


def search_sound(name: str) -> str:
    """What `Resident.pinyin` keeps: the name's pinyin without gaps, then its initials: "zhaoweiguo zwg".

    A register sorted by it is sorted by sound; what someone types is looked for at the start of either word.
    """
    return f"{pinyin_of(name).replace(' ', '')[:120]} {initials_of(name)[:30]}".strip()
