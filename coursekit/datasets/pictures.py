"""Real pictures that scikit-learn carries, so they need no network: digits and two photos."""

from coursekit._checks import fraction


def load_digits(test_size=None, seed=0):
    """Return 1,797 handwritten digits of 8 × 8 grey pixels.

    Parameters
    ----------
    test_size : float in (0, 1), optional
        Share of the digits to put aside for the test, every digit in the same proportion.
    seed : int, default 0
        Start of the shuffle before the split.

    Returns
    -------
    (x, y), or ((x_train, y_train), (x_test, y_test)) with a `test_size`
        x : ndarray of uint8, shape (n, 8, 8), ink from 0 (none) to 16; y : ndarray of int64,
        shape (n,).

    Notes
    -----
    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI (CC BY 4.0).
    """
    from sklearn.datasets import load_digits as load
    from sklearn.model_selection import train_test_split

    bunch = load()
    x, y = bunch.images.astype("uint8"), bunch.target
    if test_size is None:
        return x, y
    if fraction(test_size, "test_size") == 0:
        raise ValueError("test_size must be above 0; leave it out to get all digits in one piece.")
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=test_size, random_state=seed, stratify=y
    )
    return (x_train, y_train), (x_test, y_test)


def load_photos():
    """Return two colour photos: a temple in China and a flower.

    Returns
    -------
    dict
        ``"china"`` and ``"flower"``, ndarrays of uint8, shape (427, 640, 3): red, green, blue.

    Notes
    -----
    Both are under CC BY 2.0; name the photographers where you show them:
    flickr.com/photos/danielbuechele (china) and flickr.com/photos/vultilion (flower), as
    scikit-learn's `load_sample_images` says.
    """
    from sklearn.datasets import load_sample_image

    return {name: load_sample_image(f"{name}.jpg") for name in ("china", "flower")}
