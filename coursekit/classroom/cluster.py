"""Workers on many machines: jobs go out through dask.distributed, records come back to one grader.

Jobs carry their files in them and are idempotent, so a job whose worker died is done by another.
"""

from concurrent.futures import CancelledError
from functools import partial
from itertools import islice

import coursekit

#: Jobs that wait at the scheduler for each thread of a worker, so that none is ever idle.
AHEAD = 3
PATIENCE = 30  # seconds for a scheduler to answer and for its first worker to come
DIED = "the workers that marked it died, also when it was the only job"


def run_jobs(jobs, run, lost, address, prepare=dict):
    """Yield the record of each job as it comes, marked by the workers of a dask cluster.

    Parameters
    ----------
    jobs : iterable of dict
        Plain JSON, each with a ``digest`` of its own; taken as workers become free.
    run : callable
        ``run(job)`` gives the record; a function that the workers can import.
    lost : callable
        ``lost(job, state, reason)`` gives the record of a job that no worker brought to an end.
    address : str
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    prepare : callable, default dict
        ``prepare(job)`` gives what is sent: the job with its files in it.

    Raises
    ------
    ValueError
        When the package is missing, nobody answers at the address, no worker comes, the workers
        have another version of the course, or the scheduler is lost in mid-run.
    """
    with _client(address) as client:
        threads, suspects = _threads(client, address), []
        try:
            for job, kind, answer in _done(client, run, iter(jobs), prepare, AHEAD * threads):
                if kind == "died":
                    # Whoever shared the worker is suspected too: each gets a run of its own.
                    suspects.append(job)
                else:
                    yield answer if kind == "record" else lost(job, "crashed", answer)
            for job, kind, answer in _done(client, run, iter(suspects), prepare, 1):
                yield answer if kind == "record" else lost(job, "crashed", answer)
        except ImportError as error:
            raise ValueError(f"The workers lack {error.name}: install what is here.") from None
        except (OSError, TimeoutError, CancelledError) as error:
            raise ValueError(
                f"The scheduler at {address} was lost ({error}): what is marked is kept. Run the "
                "same command again when it is back."
            ) from None


def scheduler(address):
    """``run_jobs`` for submissions, with their files sent along, at this address."""
    from coursekit.classroom import job
    from coursekit.classroom.jobs import inlined, lost

    return partial(run_jobs, run=job.run, lost=lost, address=address, prepare=inlined)


def _client(address):
    try:
        from distributed import Client
    except ImportError:
        raise ValueError(
            "--scheduler needs dask.distributed: pip install 'coursekit[cluster]'."
        ) from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ValueError(
            f"No scheduler answers at {address} ({str(error).splitlines()[0]}): start one with "
            "`dask scheduler` and name its address."
        ) from None


def _threads(client, address):
    """How many jobs the workers do at one time."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise ValueError(
            f"The scheduler at {address} has no workers: start some with `dask worker {address} "
            "--nthreads 1`."
        ) from None
    return max(1, sum(client.nthreads().values()))


def _done(client, run, jobs, prepare, ahead):
    """Keep ``ahead`` jobs under way; yield each with what became of it: see `_outcome`."""
    from distributed import as_completed

    under_way, done = {}, as_completed(loop=client.loop)

    def send(job):
        task = _run, run, coursekit.__version__, prepare(job)
        future = client.submit(*task, key=f"mark-{job['digest']}-{ahead}", pure=False, retries=1)
        under_way[future.key] = job
        done.add(future)

    for job in islice(jobs, ahead):
        send(job)
    for future in done:
        yield under_way.pop(future.key), *_outcome(future)
        future.release()
        for job in islice(jobs, 1):
            send(job)


class _Fault(Exception):
    """The marking itself failed, in words that need no class of the worker's libraries."""


def _run(run, version, job):
    """Do a job on a worker, when it has the grader's version of the course."""
    if coursekit.__version__ != version:
        return {"version": coursekit.__version__}
    try:
        return {"record": run(job)}
    except Exception as error:  # raised, so that another worker tries it once more
        raise _Fault(f"the marking failed ({type(error).__name__}: {error})") from None


def _outcome(future):
    """``("record", record)``, ``("died", why)`` or ``("error", why)``.

    A result that was lost with its worker is computed again while this waits.
    """
    from distributed import KilledWorker

    try:
        answer = future.result()
    except KilledWorker:
        return "died", DIED
    except _Fault as error:
        return "error", str(error)
    if "record" not in answer:
        raise ValueError(
            f"The workers have coursekit {answer['version']} and this machine has "
            f"{coursekit.__version__}: install the same on all."
        )
    return "record", answer["record"]
