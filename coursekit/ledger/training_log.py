"""The training log of lecture 000: each accuracy must be a share of 8,000 rows."""

from coursekit.ledger.claim import Claim

# Printed accuracies of the hundred epochs in lecture 000; each is a share of 8,000 rows.
_TRAINING_LOG = """
0.7955 0.7960 0.8085 0.8255 0.8309 0.8291 0.8319 0.8332 0.8332 0.8327 0.8345 0.8351 0.8350 0.8347
0.8341 0.8351 0.8347 0.8342 0.8360 0.8341 0.8357 0.8339 0.8356 0.8356 0.8345 0.8346 0.8332 0.8347
0.8341 0.8360 0.8345 0.8351 0.8344 0.8332 0.8355 0.8356 0.8351 0.8342 0.8351 0.8349 0.8335 0.8357
0.8351 0.8345 0.8354 0.8346 0.8350 0.8330 0.8337 0.8357 0.8351 0.8345 0.8344 0.8336 0.8359 0.8356
0.8332 0.8359 0.8351 0.8337 0.8349 0.8346 0.8344 0.8351 0.8342 0.8350 0.8352 0.8354 0.8334 0.8356
0.8345 0.8367 0.8356 0.8349 0.8347 0.8341 0.8335 0.8326 0.8351 0.8339 0.8345 0.8359 0.8345 0.8344
0.8352 0.8344 0.8335 0.8355 0.8367 0.8341 0.8370 0.8345 0.8342 0.8356 0.8337 0.8351 0.8332 0.8351
0.8344 0.8360
""".split()  # noqa: SIM905 (a list literal would take a hundred lines)


def training_log():
    """The printed accuracies beside the nearest share of 8,000 rows that four decimals can mean.

    Four decimals leave 10,001 numbers between 0 and 1, of which only 8,001 are shares of 8,000: a
    misprint would show one time in five.
    """
    rows = 8000
    return [
        Claim("000", "training log", f"accuracy of epoch {epoch}", text,
              round(float(text) * rows) / rows)
        for epoch, text in enumerate(_TRAINING_LOG, 1)
    ]  # fmt: skip
