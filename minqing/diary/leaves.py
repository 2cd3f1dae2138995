"""An entry as the book shows it: rows in, components out. Read entries by `queries.whole`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.desk import components as desk
from minqing.diary.files import is_here
from minqing.diary.models import Addendum, Book, Comment, Entry, Outcome, Purpose, Satisfaction
from minqing.diary.places import Place, place_of
from minqing.diary.queries import TitleFacts

_WORD = {
    Satisfaction.SATISFIED: "satisfied",
    Satisfaction.PARTLY: "partly",
    Satisfaction.NOT_SATISFIED: "not",
    Satisfaction.NOT_ASKED: "",
}


@dataclass(frozen=True)
class Binding:
    """For whom leaves are bound: the viewer, whose book they stand in, whether a way to review is shown."""

    viewer: Viewer
    book: Book | None = None
    review: bool = False


def place_words(place: Place, day: date) -> str:
    """The courtyard and the home in it; the home as it was on the day of the entry."""
    if place.courtyard is None:
        return ""
    if place.household is None:
        return place.courtyard.name
    homes = list(place.household.residences.all())
    then = [h for h in homes if h.from_day <= day and (h.to_day is None or h.to_day > day)] or homes
    return f"{place.courtyard.name} {then[-1].dwelling.unit}".strip() if then else place.courtyard.name


def leaf(entry: Entry, bound: Binding) -> desk.DiaryEntry:
    """One entry as it is drawn: what was written, red comments beside, addenda below."""
    viewer, place = bound.viewer, place_of(entry)
    day = entry.began_at.astimezone(viewer.zone_of_time).date()
    outcome = "" if entry.outcome in (Outcome.MET, Outcome.NO_DOOR) else str(Outcome(entry.outcome).label)
    later = entry.from_paper or entry.written_at.astimezone(viewer.zone_of_time).date() != day
    asked = Satisfaction(entry.satisfaction)
    unread = entry.handed_in_at is not None and entry.read_at is None
    return desk.DiaryEntry(
        at=entry.began_at,
        matter=entry.matter or outcome or _("(no words yet)"),
        outcome=outcome if entry.matter else "",
        place=place_words(place, day),
        place_url=reverse("diary_of_household", args=[viewer.code, place.household.pk])
        if place.household
        else "",
        url=reverse("entry", args=[viewer.code, entry.pk]),
        purposes=_list(str(Purpose(purpose).label) for purpose in entry.purposes),
        handling=entry.handling,
        result=entry.result,
        satisfaction=_WORD[asked],
        satisfaction_label=str(asked.label) if asked != Satisfaction.NOT_ASKED else "",
        important=entry.important,
        wish=entry.wish,
        draft=entry.handed_in_at is None,
        recorded_at=entry.written_at if later else None,
        review_url=reverse("review_entry", args=[viewer.code, entry.pk]) if bound.review and unread else "",
        links=tuple(_links(entry, bound)),
        photos=tuple(
            desk.Photo(
                reverse("photo", args=[viewer.code, photo.pk]),
                photo.caption or _("Photo of the entry"),
                is_here(photo),
            )
            for photo in entry.photos.all()
        ),
        comments=tuple(_red(comment, entry) for comment in entry.comments.all()),
        addenda=tuple(
            desk.Addendum(addendum.by.name, addendum.at, addendum_words(addendum, day))
            for addendum in entry.addenda.all()
            if not _is_first_answer(addendum, entry)
        ),
    )


def _list(words: Iterable[str]) -> str:
    return _(", ").join(words)


def _links(entry: Entry, bound: Binding) -> Iterable[desk.Fact]:
    here = reverse("entry", args=[bound.viewer.code, entry.pk])
    along: list[Member] = [companion.member for companion in entry.companions.all()]
    if bound.book is None or entry.book_id != bound.book.pk:
        yield desk.Fact(_("In the diary of"), entry.book.name, here)
    if along:
        yield desk.Fact(_("Together with"), _list(member.name for member in along), here)
    if entry.returned_at is not None:
        yield desk.Fact(_("Returned: waits for an answer"), "", here)
    if entry.wish and entry.wish_fulfilled_on is None and entry.handed_in_at is not None:
        yield desk.Fact(_("The wish is open"), "", reverse("entry_wish", args=[bound.viewer.code, entry.pk]))


def _answers(comment: Comment, entry: Entry) -> list[Addendum]:
    return [addendum for addendum in entry.addenda.all() if addendum.comment_id == comment.pk]


def _is_first_answer(addendum: Addendum, entry: Entry) -> bool:
    """The first answer stands beside its comment; what was answered after it stands below."""
    if addendum.comment_id is None:
        return False
    first = next(a for a in entry.addenda.all() if a.comment_id == addendum.comment_id)
    return first.pk == addendum.pk


def _red(comment: Comment, entry: Entry) -> desk.RedComment:
    answers = _answers(comment, entry)
    words = comment.text or _("Well done.")
    if comment.kind == Comment.Kind.RETURN:
        words = _("Returned: %(words)s") % {"words": comment.text}
    return desk.RedComment(
        who=comment.by.name,
        at=comment.at,
        text=words,
        praise=comment.kind == Comment.Kind.PRAISE,
        reply=answers[0].text if answers else "",
        reply_at=answers[0].at if answers else None,
    )


def addendum_words(addendum: Addendum, day: date) -> str:
    """What an addendum says, its kind before it where it is not a plain note."""
    kinds: dict[str, Callable[[], str]] = {
        Addendum.Kind.CORRECTION: lambda: _("Correction: %(words)s") % {"words": addendum.text},
        Addendum.Kind.WISH: lambda: _("The wish came true. %(words)s") % {"words": addendum.text},
        Addendum.Kind.MOVE: lambda: (
            _("Belongs to: %(place)s. %(words)s")
            % {
                "place": place_words(Place(addendum.moved_to_courtyard, addendum.moved_to_household), day)
                or _("no door"),
                "words": addendum.text,
            }
        ),
    }
    return kinds.get(addendum.kind, lambda: addendum.text)().strip()


def days_of(entries: Iterable[Entry], bound: Binding) -> list[desk.DiaryDay]:
    """The entries, in the order given, under the days on which they happened."""

    def day_of(entry: Entry) -> date:
        return entry.began_at.astimezone(bound.viewer.zone_of_time).date()

    return [
        desk.DiaryDay(day, tuple(leaf(entry, bound) for entry in of_day))
        for day, of_day in groupby(entries, day_of)
    ]


def title_page(book: Book, facts: TitleFacts) -> desk.DiaryTitle:
    """The title page, and behind it the zone's basic facts (method, "The diary book")."""
    from minqing.accounts.models import Account

    return desk.DiaryTitle(
        name=book.name,
        period=str(book.year),
        sex=str(Account.Sex(book.sex).label) if book.sex in Account.Sex.values else book.sex,
        post=book.post,
        unit=book.unit,
        telephone=book.telephone,
        facts=(
            desk.Fact(_("Zones"), _list(facts.zones) or _("none")),
            desk.Fact(_("Courtyards"), str(facts.courtyards)),
            desk.Fact(_("Homes"), str(facts.dwellings)),
            desk.Fact(_("Households"), str(facts.households)),
            desk.Fact(_("Residents"), str(facts.residents)),
        ),
    )
