"""Which packages the course asks for, and which are installed."""

import importlib.metadata
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """A package the course asks for: its range, and the version found (None when missing)."""

    name: str
    range: str
    version: str | None
    fits: bool
    newer: bool


def required(extra=None):
    """Return the needs of the core, or those that ``extra`` adds, for this kind of computer."""
    from packaging.requirements import Requirement

    requirements = [Requirement(text) for text in _declared(extra)]
    return [_need(r) for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]


def installed(name):
    """Return the installed version of a package, or None."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def install(package):
    """Return the line that installs ``package`` into this Python."""
    checkout = _checkout()
    if checkout:
        package = package.replace("coursekit", str(checkout.parent))
    return f'{Path(sys.executable).name} -m pip install {"-e " * bool(checkout)}"{package}"'


def _need(requirement):
    """Compare one requirement with what is installed."""
    from packaging.version import Version

    version = installed(requirement.name)
    fits = version is not None and requirement.specifier.contains(version, prereleases=True)
    uppers = [Version(s.version) for s in requirement.specifier if s.operator == "<"]
    newer = version is not None and any(Version(version) >= upper for upper in uppers)
    return Need(requirement.name, str(requirement.specifier), version, fits, newer)


def _declared(extra):
    """Return the requirements as text: a checkout's pyproject.toml, else the installed metadata."""
    checkout = _checkout()
    if checkout:
        project = tomllib.loads(checkout.read_text(encoding="utf-8"))["project"]
        return project["optional-dependencies"][extra] if extra else project["dependencies"]
    return _from_metadata(extra)


def _from_metadata(extra):
    """Return the requirements that the installed package states for ``extra``."""
    from packaging.requirements import Requirement

    chosen = []
    for text in importlib.metadata.requires("coursekit") or []:
        marker = Requirement(text).marker
        core = marker is None or marker.evaluate({"extra": ""})
        if (not core and marker.evaluate({"extra": extra})) if extra else core:
            chosen.append(text.split(";")[0].strip())
    return chosen


def _checkout():
    """Return the checkout's pyproject.toml, or None when the package is installed from a wheel."""
    path = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return path if path.is_file() else None
