"""
Files as Seller Center exports them, made from the header rows of the samples.
"""

import csv
import io

from adapters.payloads import sample
from tiktok_presale.adapters.seller_center import read_orders_file

ORDERS = sample("seller-center-order-export")
SETTLEMENTS = sample("seller-center-settlement-export-header")

# The header of Spain stands in the tests of a public tool; of Malaysia only these are known.
_ALL = ORDERS["headers"]
_EVERYWHERE = [name for name in _ALL["TH_55"] if all(name in header for header in _ALL.values())]
HEADERS = {
    "us": _ALL["US_63"],
    "id": _ALL["ID_65"],
    "th": _ALL["TH_55"],
    "vn": _ALL["VN_54"],
    "ph": _ALL["PH_55"],
    "my": [*_EVERYWHERE, "State"],
    "es": [*_EVERYWHERE, "Email", "Autonomous Community", "Street Name", "Product Tax Rate"],
}
TABBED = set(ORDERS["columns_with_trailing_tab"])

ORDER = {
    "Order ID": "583870900000000004",
    "Order Status": "To ship",
    "Order Substatus": "Awaiting shipment",
    "Normal or Pre-order": "Pre-order",
    "SKU ID": "1730000000000000101",
    "Quantity": "1",
    "SKU Subtotal After Discount": "219",
    "Order Amount": "219",
    "Created Time": "10/05/2026 13:00:00",
    "Paid Time": "10/05/2026 13:00:20",
}


def row(changes=None, market="th", **columns):
    """
    One row under the header of a market: the order above, changed.
    """
    cells = {**ORDER, **(changes or {}), **columns}
    made = [str(cells.get(name, "")) for name in HEADERS[market]]
    return [
        f"{cell}\t" if name in TABBED else cell
        for name, cell in zip(HEADERS[market], made, strict=True)
    ]


def table(*rows, header=None, market="th"):
    """
    Rows with their header; rows may be given as changes of the order above.
    """
    made = [row(given, market) if isinstance(given, dict) else given for given in rows]
    return [HEADERS[market] if header is None else header, *made]


def comma(cells, *, encoding="utf-8-sig", delimiter=","):
    """
    A table as the bytes of a CSV.
    """
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(cells)
    # Half a pair of surrogates is no text, and still may stand in a file.
    errors = "surrogatepass" if "utf" in encoding else "strict"
    return text.getvalue().encode(encoding, errors)


def workbook(cells, *, title="OrderSKUList", formats=None, more=()):
    """
    A table as the bytes of an XLSX.
    """
    import openpyxl  # noqa: PLC0415 - an extra, for those tests that ask

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for made in cells:
        sheet.append(made)
    for name, form in (formats or {}).items():
        sheet[name].number_format = form
    for name in more:
        book.create_sheet(name)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def reading(*rows, market="th", **asked):
    """
    What is read of a CSV with these rows.
    """
    return read_orders_file(io.BytesIO(comma(table(*rows, market=market))), market, **asked)


def only(changes=None, market="th", **asked):
    """
    The only order of a CSV with one row.
    """
    found = reading(changes or {}, market=market, **asked)
    assert not found.problems
    (order,) = found.orders
    return order


def problem(*rows, market="th", **asked):
    """
    The only problem of a CSV, as text.
    """
    found = reading(*rows, market=market, **asked)
    (only_one,) = found.problems
    return str(only_one)
