"""Spares a process that begins with it some seconds: a plugin of pytest, or an import.

nbformat and Jupyter import jsonschema, and jsonschema compiles the grammar of all addresses on the
web when rfc3987-syntax is installed. No test asks whether an address is well formed.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # Python then says that there is no such package
