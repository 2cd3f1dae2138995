"""`/healthz`: the process lives.

`/readyz`: it can serve — the database answers, migrations are done, the worker's heart beats.
"""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from minqing.site.knobs import knob
from minqing.site.migrated import QUESTION, schemas_behind

# The worker reports every ten seconds; three reports missed is a worker that does not work.
HEARTBEAT_SECONDS = 30
_HEART = """
    select count(*) from public.procrastinate_workers where last_heartbeat > now() - make_interval(secs => %s)
"""


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """200 where all three hold, else 503; which one does not, and the start's own token, so that the program
    knows its server.
    """
    found = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute(QUESTION)
            found["database"] = True
            found["migrations"] = not schemas_behind(cursor.fetchall())
            if found["migrations"]:
                cursor.execute(_HEART, [HEARTBEAT_SECONDS])
                found["worker"] = cursor.fetchone()[0] > 0
    except Error:
        pass  # says so by what is still False
    ready = all(found.values())
    answer = {"ready": ready, **found, "start": knob("MINQING_START_TOKEN")}
    return JsonResponse(answer, status=200 if ready else 503, headers={"Cache-Control": "no-store"})
