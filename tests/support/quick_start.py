"""A plugin of pytest that spares each of its processes some seconds of starting.

nbformat imports jsonschema, and jsonschema compiles the grammar of all addresses on the web when
rfc3987-syntax is installed. No test asks whether an address is well formed.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # Python then says that there is no such package
