"""What the worker does for itself: jobs that a killed worker left unfinished are taken up again."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

# A worker reports every five seconds; one that has been silent for so long, in seconds, is dead.
SILENCE = 30.0


@app.periodic(cron="* * * * *")
@app.task(name="site.take_up_stalled_jobs", queueing_lock="site.take_up_stalled_jobs", pass_context=True)
async def take_up_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put the jobs of workers that fell silent back into the queue. Jobs are idempotent: one may run twice."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        await jobs.retry_job(job)
