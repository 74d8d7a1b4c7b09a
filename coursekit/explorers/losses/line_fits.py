"""The line with the smallest squared, absolute or Huber's loss through a few points, exactly."""


def least_squares(x, y):
    """Return (m, c) with the smallest Σ e²: m = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)².

    When all x are equal any slope is as good; m is 0.
    """
    n = len(x)
    x_mean, y_mean = total(x) / n, total(y) / n
    products = squares = 0.0
    for xi, yi in zip(x, y, strict=True):
        products += (xi - x_mean) * (yi - y_mean)
        squares += (xi - x_mean) * (xi - x_mean)
    m = products / squares if min(x) < max(x) else 0.0
    return m, y_mean - m * x_mean


def least_absolute(x, y):
    """Return (m, c) with the smallest Σ |e|: one of the best lines runs through two points.

    Of equally good lines it is the first that is found.  When all x are equal m is 0 and c is
    the median.
    """
    best_cost, best = None, (0.0, _median(y))
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            if x[i] == x[j]:
                continue
            m = (y[j] - y[i]) / (x[j] - x[i])
            c = y[i] - m * x[i]
            cost = total(abs(m * xi + c - yi) for xi, yi in zip(x, y, strict=True))
            if best_cost is None or cost < best_cost - 1e-12 * (1 + cost):
                best_cost, best = cost, (m, c)
    return best


def least_huber(x, y, delta):
    """Return (m, c) with the smallest sum of Huber's losses.

    For each slope m the best c is found exactly.  The derivative with respect to m then grows with
    m, so its zero is found by halving an interval a hundred times.  The interval begins with the
    flattest and the steepest line through two points.
    """
    slopes = [
        (y[j] - y[i]) / (x[j] - x[i])
        for i in range(len(x))
        for j in range(i + 1, len(x))
        if x[i] != x[j]
    ]
    if not slopes:
        return 0.0, huber_centre(y, delta)
    low, high = min(slopes), max(slopes)
    for _ in range(100):
        m = (low + high) / 2
        c = huber_centre([yi - m * xi for xi, yi in zip(x, y, strict=True)], delta)
        slope = total(pull(m * xi + c - yi, delta) * xi for xi, yi in zip(x, y, strict=True))
        if m in (low, high):  # no number is left between the ends
            break
        if slope < 0:
            low = m
        else:
            high = m
    return m, c


def huber_centre(values, delta):
    """Return the number c with the smallest sum of Huber's losses of c − value.

    The derivative Σ pull(c − value) rises in straight pieces that meet at value ± δ: find the two
    such places between which it passes 0.
    """
    corners = sorted([v - delta for v in values] + [v + delta for v in values])
    low, high = 0, len(corners) - 1  # the derivative is negative at one end, positive at the other
    while high - low > 1:
        middle = (low + high) // 2
        if _total_pull(corners[middle], values, delta) < 0:
            low = middle
        else:
            high = middle
    left = _total_pull(corners[low], values, delta)
    right = _total_pull(corners[high], values, delta)
    return corners[low] - left / (right - left) * (corners[high] - corners[low])


def pull(e, delta):
    """Return the derivative of Huber's loss: e, held between −δ and δ."""
    return max(-delta, min(delta, e))


def total(numbers):
    """Add numbers from left to right, as the page does; Python's own ``sum`` corrects rounding."""
    result = 0.0
    for number in numbers:
        result += number
    return result


def _total_pull(c, values, delta):
    return total(pull(c - value, delta) for value in values)


def _median(values):
    ordered, n = sorted(values), len(values)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
