"""Small jobs for tests of what distributes them: each says what its worker shall do."""

import os
import time


def run(job):
    """Do what the job says; give back its record."""
    time.sleep(job.get("sleep", 0))
    if job.get("end"):
        os._exit(1)
    if job.get("fail"):
        raise RuntimeError("no")
    return {"student": job["student"], "answer": job["number"] ** 2}


def lost(job, state, reason):
    """The record of a job without an answer."""
    return {"student": job["student"], "state": str(state), "reason": reason}


def jobs(count, **more):
    """``count`` jobs with digests of their own."""
    return [{"student": f"s{n}", "number": n, "digest": f"{n:064x}"} | more for n in range(count)]
