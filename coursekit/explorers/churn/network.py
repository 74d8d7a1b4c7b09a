"""The trained network behind the churn explorer, and the facts that it looks at.

``python -m workshop data network`` trains it anew.
"""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("network.json")

#: The names of the facts in the explorer, and their columns in the table.
FACTS = {
    "credit_score": "CreditScore",
    "country": "Geography",
    "gender": "Gender",
    "age": "Age",
    "tenure": "Tenure",
    "balance": "Balance",
    "products": "NumOfProducts",
    "card": "HasCrCard",
    "active": "IsActiveMember",
    "salary": "EstimatedSalary",
}


@cache
def network():
    """Return what the file holds: scale, weights, the average customer, four others."""
    return json.loads(FILE.read_text(encoding="utf-8"))
