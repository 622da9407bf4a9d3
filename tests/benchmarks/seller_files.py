"""
What it takes to read a large order export of Seller Center: time, and memory at its highest.

One row for each order and SKU, of the header of Thailand; every fourth order has two rows that
stand far apart. Each format is read in a process of its own. Nothing is asserted.

Run it with an interpreter that has the package and openpyxl installed:
python tests/benchmarks/seller_files.py --rows 200000
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "seller-center-order-export.json"


def rows(count: int) -> list[list[str]]:
    """
    Make the header and so many rows of orders.
    """
    header = json.loads(SAMPLE.read_text(encoding="utf-8"))["headers"]["TH_55"]
    orders = count * 4 // 5
    made = [header]
    for number in range(count):
        order = number if number < orders else (number - orders) * 4
        day, second = order % 28 + 1, order % 60
        created = f"{day:02d}/05/2026 12:00:{second:02d}\t"
        cells = {
            "Order ID": f"{583870900000000000 + order}\t",
            "Order Status": "จัดส่งแล้ว",
            "Order Substatus": "จัดส่งสำเร็จ",
            "Normal or Pre-order": "Pre-order" if order % 3 else "Normal",
            "SKU ID": f"{1730000000000000000 + number % 500 + (number >= orders) * 1000}\t",
            "Seller SKU": f"SKU-{number % 500}",
            "Product Name": f"เซรั่ม {number % 500}",
            "Variation": "30ml",
            "Quantity": "1",
            "SKU Subtotal After Discount": "219",
            "Order Amount": "THB 438",
            "Created Time": created,
            "Paid Time": created,
            "RTS Time": f"{day:02d}/06/2026 12:00:{second:02d}\t",
            "Shipped Time": f"{day:02d}/06/2026 18:00:{second:02d}\t",
            "Delivered Time": f"{day:02d}/07/2026 12:00:{second:02d}\t",
            "Cancelled Time": "\t",
            "Tracking ID": f"TH{order:012d}",
            "Payment Method": "COD",
            "Recipient": "คุณเอ",
            "Detail Address": f"{order} ถนนสุขุมวิท กรุงเทพ",
        }
        made.append([cells.get(name, "") for name in header])
    return made


def write(folder: Path, count: int) -> None:
    """
    Write the rows as CSV and as XLSX.
    """
    import openpyxl  # noqa: PLC0415 - each process pays for its own

    made = rows(count)
    comma, workbook = folder / "orders.csv", folder / "orders.xlsx"
    with comma.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(made)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("OrderSKUList")
    for row in made:
        sheet.append(row)
    book.save(workbook)


def read(path: str) -> None:
    """
    Read one file and say what it took.
    """
    from tiktok_presale.adapters.seller_center import (  # noqa: PLC0415 - as above
        read_orders_file,
    )

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    reading = read_orders_file(path, "th")
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = Path(path).stat().st_size / 2**20
    print(
        f"{Path(path).suffix:6} {size:8.1f} MiB  {len(reading.orders):8,} orders"
        f"  {took:7.1f} s  {peak / 1024:8.0f} MiB at the highest ({before / 1024:.0f} before)"
    )


def main() -> None:
    """
    Write the files, and read each in a fresh process.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--read")
    parser.add_argument("--write")
    given = parser.parse_args()
    if given.read:
        read(given.read)
    elif given.write:
        write(Path(given.write), given.rows)
    else:
        # This process stays small: a child's memory is counted from what its parent had.
        with tempfile.TemporaryDirectory() as folder:
            own = [sys.executable, __file__]
            subprocess.run([*own, "--rows", str(given.rows), "--write", folder], check=True)
            for path in sorted(Path(folder).iterdir()):
                subprocess.run([*own, "--read", str(path)], check=True)


if __name__ == "__main__":
    main()
