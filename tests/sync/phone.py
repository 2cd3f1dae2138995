"""A phone as the protocol asks it to be (docs/decisions, 0008), without screen and encryption: the tests' own client.

It keeps an outbox in the order of writing, sends it in batches, believes only receipts, sends again with the same ids,
takes a snapshot in chunks that it can resume, follows by changes, and lets go of what is no longer its own. What it
`keeps` survives a restart; everything else of it does not.
"""

import copy
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from tests.sync.clocks import Clock, moment, read
from tests.sync.kept import Kept, Words, Written, new_id, stand_of
from tests.sync.lines import Answer, Line, Lost

# Refusals that another state of the server may not give: after a restore what was refused so is tried again.
OF_THE_MOMENT = ("missing", "not_yours", "closed")
HELD_FOR = timedelta(days=30)


class Stopped(Exception):
    """This round of syncing ends here; `why` is `offline`, `stranger`, `busy`, `sign_in`, `update`, `gone`, …."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Restored(Exception):
    """The server stands at another history than the phone knows."""


class Phone:
    """`line` is how it reaches the server: any call may raise `Lost`."""

    def __init__(self, community: str, line: Line, clock: Clock | None = None, batch: int = 20) -> None:
        self.kept = Kept(community)
        self.line, self.clock, self.batch = line, clock or Clock(), batch
        self.language = "en"

    def restarted(self) -> "Phone":
        """The phone after its battery died: only what it keeps is left."""
        again = Phone(self.kept.community, self.line, self.clock, self.batch)
        again.kept = copy.deepcopy(self.kept)
        return again

    # ── being enrolled ──────────────────────────────────────────────────────────────────────────────────────────

    def enrol(self, session: Line, name: str = "A phone") -> None:
        """Take a token, by the line of a signed-in session; `Lost` where no answer came: then simply again."""
        asked = {"name": name, **({"device": self.kept.device} if self.kept.device else {})}
        answer = session(
            "POST", self._address("enrol"), json.dumps(asked).encode(), self._headers(json_body=True)
        )
        words = answer.words()
        assert answer.status in (200, 201) and words, (answer.status, answer.body[:500])
        self.kept.device, self.kept.token = words["device"], words["token"]
        self._heard(words, self.clock.now())

    # ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────

    def write(self, kind: str, body: Words, photos: Mapping[str, bytes] | None = None) -> str:
        """Put a fact into the outbox, with or without network; its id."""
        now = self.clock.now()
        fact = {
            "id": new_id(now),
            "kind": kind,
            "noted_at": moment(now),
            "clock": self.kept.contact,
            "body": body,
        }
        self.kept.book.append(Written(json.loads(json.dumps(fact)), photos=dict(photos or {})))
        return str(fact["id"])

    def waiting(self) -> list[Written]:
        """The facts that have no receipt, in the order they were written."""
        return [one for one in self.kept.book if one.state == "waiting"]

    def fact(self, id: str) -> Written:
        """One fact of the book."""
        return next(one for one in self.kept.book if one.id == id)

    def records(self, kind: str) -> dict[str, Words]:
        """What it holds of one kind of record, by id."""
        return {id: d for (t, id), d in self.kept.records.items() if t == kind}

    # ── syncing ─────────────────────────────────────────────────────────────────────────────────────────────────

    def sync(self) -> str:
        """One round: `done`, or why it stopped. It pulls first, so that a server put back from a backup is noticed
        before anything is sent that leans on what that server has lost."""

        def work() -> None:
            self._pull()
            while self.waiting() or self._photos():
                self._push()
                self._pull()

        return self._steadily(work)

    def push(self) -> str:
        """Only send what waits."""
        return self._steadily(self._push)

    def pull(self) -> str:
        """Only take what is new."""
        return self._steadily(self._pull)

    def look_and_push(self) -> str:
        """Send what waits, as a phone does that did not look lately whether the server is where it was."""

        def work() -> None:
            self._look()
            self._push()

        return self._steadily(work)

    def chunk(self) -> str:
        """Take one chunk of a snapshot and no more, as a phone does that is put away then."""

        def work() -> None:
            self._look()
            self._chunk()

        return self._steadily(work)

    def _steadily(self, work: Callable[[], None]) -> str:
        """Do it, and after the news of a restored server from the start."""
        for _try in range(4):
            try:
                work()
                return "done"
            except Restored:
                self._begin_again()
            except Stopped as stopped:
                return stopped.why
        return "unsteady"

    def _push(self) -> None:
        size = self.batch
        while batch := self.waiting()[:size]:
            asked = {"sent_at": moment(self.clock.now()), "facts": [one.said for one in batch]}
            status, words = self._ask("POST", "facts", asked)
            if status in (413, 422):
                # One fact that cannot be read must not hold up the rest: alone it is found, and set aside.
                if len(batch) == 1:
                    self._take(batch[0], {"id": batch[0].id, "state": "refused", "why": words}, words)
                size = max(1, len(batch) // 2)
                continue
            receipts = {one["id"]: one for one in words["receipts"]}
            for one in batch:
                if one.id in receipts:
                    self._take(one, receipts[one.id], words)
            if not receipts.keys() & {one.id for one in batch}:
                raise Stopped("no_receipt")
        self._push_photos()

    def _take(self, one: Written, receipt: Words, words: Words) -> None:
        one.state, one.receipt = receipt["state"], receipt
        one.told_at = read(words["now"]) if "now" in words else None
        one.acknowledged |= one.state in ("received", "handed")

    def _photos(self) -> list[tuple[Written, str]]:
        return [(one, id) for one in self.kept.book if one.state == "received" for id in one.photos]

    def _push_photos(self) -> None:
        for one, id in self._photos():
            data = one.photos[id]
            headers = {"X-Sha256": sha256(data).hexdigest(), "Content-Type": "image/jpeg"}
            status, _words = self._ask("PUT", f"photos/{id}", data, headers)
            if status in (200, 201):
                del one.photos[id]
            elif status in (404, 413, 422):
                one.photos.pop(id)
                one.receipt = {**(one.receipt or {}), "photo": status}

    def _look(self) -> None:
        """Ask whether the server still is where it was, before its answers tell of another place.

        The place of a snapshot, or of facts, takes that of the newest one heard of: were the server put back to before
        that, and others had written on since, nobody would notice.
        """
        under_way = self.kept.snapshot
        place = self.kept.stand or (under_way and under_way["stand"]) or self.kept.known
        if place:
            scope = place.get("scope", "")
            asked = f"changes?since={place['seq']}&hash={place['hash']}&scope={scope}"
            known = self.kept.known or place
            self._ask("GET", f"{asked}&known={known['seq']}:{known['hash']}")

    def _pull(self) -> None:
        if self.kept.stand is None:
            self._look()
        for _try in range(4):
            while self.kept.stand is None:
                self._chunk()
            if self._changes():
                return
        raise Stopped("unsteady")

    def _chunk(self) -> None:
        under_way = self.kept.snapshot
        after = f"?after={under_way['next']}" if under_way else ""
        _status, words = self._ask("GET", f"snapshot{after}")
        if under_way is not None and under_way["stand"]["scope"] != words["scope"]:
            self.kept.snapshot = None  # the zone changed meanwhile: from the start
            return
        under_way = under_way or {"stand": stand_of(words), "brought": [], "next": None}
        for record in words["records"]:
            self.kept.records[record["t"], record["id"]] = record["d"]
            under_way["brought"].append((record["t"], record["id"]))
        under_way["next"] = words["next"]
        self.kept.snapshot = under_way
        if words["next"] is None:
            brought = set(map(tuple, under_way["brought"]))
            self.kept.records = {key: d for key, d in self.kept.records.items() if key in brought}
            self.kept.stand, self.kept.snapshot = under_way["stand"], None

    def _changes(self) -> bool:
        """Take what changed, to the end; False where a new snapshot is asked for instead."""
        more = True
        while more:
            stand = self.kept.stand
            assert stand is not None
            asked = f"changes?since={stand['seq']}&hash={stand['hash']}&scope={stand['scope']}"
            if known := self.kept.known:
                asked += f"&known={known['seq']}:{known['hash']}"
            _status, words = self._ask("GET", asked)
            if words["reset"]:
                self.kept.stand = None
                return False
            for record in words["records"]:
                self.kept.records[record["t"], record["id"]] = record["d"]
            for gone in words["gone"]:
                self.kept.records.pop((gone["t"], gone["id"]), None)
            self.kept.stand, more = stand_of(words), words["more"]
        return True

    def _begin_again(self) -> None:
        """The server was put back: what it said it had may be gone, so all of the last 30 days waits again, in order."""
        self.kept.stand = self.kept.snapshot = self.kept.known = None
        contact = self.kept.contact
        now = read(contact["contact_at"]) if contact else datetime.now(UTC)
        for one in self.kept.book:
            code = ((one.receipt or {}).get("why") or {}).get("code")
            lost = one.acknowledged or (one.state == "refused" and code in OF_THE_MOMENT)
            if lost and one.told_at is not None and now - one.told_at < HELD_FOR:
                one.state = "waiting"

    def _leave(self) -> None:
        """Told to forget: send what waits, say goodbye, and be empty."""
        try:
            self._push()
        except Stopped as stopped:
            if stopped.why != "gone":
                raise
        self._ask("DELETE", "device")
        self.kept = Kept(self.kept.community, wiped=True)

    # ── one request ─────────────────────────────────────────────────────────────────────────────────────────────

    def _ask(
        self,
        method: str,
        what: str,
        body: Words | bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Words]:
        if self.kept.token is None:
            raise Stopped("sign_in")
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        whole = {
            **self._headers(json_body=True),
            "Authorization": f"Bearer {self.kept.token}",
            **(headers or {}),
        }
        began = self.clock.now()
        try:
            answer = self.line(method, self._address(what), sent, whole)
        except Lost:
            raise Stopped("offline") from None
        words = self._ours(answer)
        self._heard(words, began + (self.clock.now() - began) / 2)
        if (
            "seq" in words
            and "hash" in words
            and (not self.kept.known or words["seq"] >= self.kept.known["seq"])
        ):
            self.kept.known = {"seq": words["seq"], "hash": words["hash"]}
        self._obey(answer.status, words, method, what)
        return answer.status, words

    def _ours(self, answer: Answer) -> Words:
        """The words of the answer, which only our server can have spoken: every answer to a device carries `now`."""
        words = answer.words()
        ours = words is not None and (
            "now" in words if answer.status < 400 else {"code", "text"} <= words.keys()
        )
        if words is None or not ours:
            raise Stopped("stranger" if answer.status < 500 else "busy")
        return words

    def _heard(self, words: Words, at: datetime) -> None:
        if "now" not in words:
            return
        off = at - read(words["now"])
        self.kept.contact = {"offset_ms": round(off / timedelta(milliseconds=1)), "contact_at": words["now"]}

    def _obey(self, status: int, words: Words, method: str, what: str) -> None:
        code = words.get("code", "")
        if status == 401:
            self.kept.token = None
            raise Stopped("sign_in")
        if status == 409 and code == "restored":
            raise Restored
        if status == 410:
            if what != "facts" and method != "DELETE" and not what.startswith("photos/"):
                self._leave()
            raise Stopped("gone")
        if status == 426:
            raise Stopped("update")
        if status == 429 or status >= 500:
            raise Stopped("busy")
        if status >= 400 and not (what.startswith("photos/") or status in (413, 422)):
            raise Stopped(f"{status} {code}")

    def _address(self, what: str) -> str:
        return f"/{self.kept.community}/sync/v1/{what}"

    def _headers(self, *, json_body: bool = False) -> dict[str, str]:
        kind = {"Content-Type": "application/json"} if json_body else {}
        return {**kind, "X-Minqing-Client": "1", "Accept-Language": self.language}
