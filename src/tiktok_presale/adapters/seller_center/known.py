"""
The columns of Seller Center files by name, as far as a source shows them.

Sources: the header rows of the reference of files, 9.1 and 9.2 (samples of orders for US, TH, ID,
VN and PH, of settlements for PH), for ES the header of a "To ship" export in the tests of a public
tool. What no list names is reported as unknown, never dropped.
"""

from __future__ import annotations

__all__ = [
    "ALIASES",
    "ORDER_NEEDS",
    "ORDER_READS",
    "ORDER_UNREAD",
    "SETTLEMENT_NEEDS",
    "SETTLEMENT_READS",
    "SETTLEMENT_UNREAD",
]


# In every header that is known.
_EVERYWHERE = (
    "Cancelation/Return Type",
    "Seller SKU",
    "Product Name",
    "Variation",
    "Sku Quantity of return",
    "SKU Unit Original Price",
    "SKU Subtotal Before Discount",
    "SKU Platform Discount",
    "SKU Seller Discount",
    "Shipping Fee After Discount",
    "Original Shipping Fee",
    "Shipping Fee Seller Discount",
    "Shipping Fee Platform Discount",
    "Order Refund Amount",
    "Cancel Reason",
    "Warehouse Name",
    "Tracking ID",
    "Delivery Option",
    "Shipping Provider Name",
    "Buyer Message",
    "Buyer Username",
    "Recipient",
    "Phone #",
    "Country",
    "Weight(kg)",
    "Product Category",
    "Package ID",
    "Seller Note",
)

# United States.
_US = (
    "Product ID",
    "Virtual Bundle Seller SKU",
    "Co-Funded Shipping Fee Discount",
    "Payment platform discount",
    "Retail Delivery Fee",
    "Taxes",
    "Delivery Option Type",
    "Buyer Nickname",
    "State",
    "City",
    "Zipcode",
    "Address Line 1",
    "Address Line 2",
    "Delivery Instruction",
    "Shipping Information",
    "Combined Listing",
    "Order Channel",
    "Creator Handle",
)

# Thailand.
_TH = (
    "Small Order Fee",
    "Province",
    "District",
    "Detail Address",
    "Additional address information",
    "Checked Status",
    "Checked Marked by",
)

# Thailand, later.
_TH_LATER = (
    "Districts",
    "Request Tax Invoice",
    "Tax Info - Buyer Tax ID",
    "Tax Info - Type",
    "Tax Info - Full Name of Buyer",
    "Tax Info - Email",
    "Tax Info - Phone Number",
    "Tax Info - Registered Address",
    "Tax Info - Address Type",
)

# Indonesia.
_ID = (
    "Distance Shipping Fee",
    "Distance Fee",
    "Buyer Service Fee",
    "Handling Fee",
    "Shipping Insurance",
    "Item Insurance",
    "Regency and City",
    "Villages",
    "Purchase Channel",
    "Tokopedia Invoice Number",
)

# Viet Nam.
_VN = ("Commune",)

# Philippines.
_PH = (
    "Region",
    "Municipality",
    "Barangay",
)

# Spain.
_ES = (
    "Email",
    "Autonomous Community",
    "Street Name",
    "House Name or Number",
    "Product Tax Amount",
    "Product Tax Rate",
    "Shipping Tax Amount",
    "Shipping Tax Rate",
)

# Settlements, Philippines. "Ajustment amount" is misspelt in the file.
_SETTLED = (
    "Total revenue",
    "Subtotal after seller discounts",
    "Subtotal before discounts",
    "Seller discounts",
    "Refund subtotal after seller discounts",
    "Refund subtotal before seller discounts",
    "Refund of seller discounts",
    "Total fees",
    "Transaction fee",
    "TikTok Shop commission fee",
    "Seller shipping fee",
    "Actual shipping fee",
    "Platform shipping fee discount",
    "Customer shipping fee",
    "Refund customer shipping fee",
    "Actual return shipping fee",
    "Shipping fee subsidy",
    "Affiliate commission",
    "Affiliate partner commission",
    "Affiliate Shop Ads commission",
    "Affiliate commission deposit",
    "Affiliate commission refund",
    "Affiliate Partner shop ads commission",
    "GST",
    "SFP service fee",
    "Bonus cashback service fee",
    "LIVE Specials service fee",
    "Voucher Xtra service fee",
    "EAMS Program service fee",
    "Flash Sale service fee",
    "TikTok PayLater program fee",
    "Shipping service fee",
    "Campaign resource fee",
    "Order processing fee",
    "GMV Max Coupon",
    "Ajustment amount",
    "Customer payment",
    "Customer refund",
    "Seller co-funded voucher discount",
    "Refund of seller co-funded voucher discount",
    "Platform discounts",
    "Refund of platform discounts",
    "Platform co-funded voucher discounts",
    "Refund of platform co-funded voucher discounts",
    "Seller shipping fee discount",
    "Estimated package weight (g)",
    "Actual package weight (g)",
)

# Without the first nothing can be read; the others are read where they are there.
ORDER_NEEDS = ("Order ID", "Order Status", "Created Time", "Order Amount")
ORDER_READS = (
    "Order Substatus",
    "Normal or Pre-order",
    "Paid Time",
    "RTS Time",
    "Shipped Time",
    "Delivered Time",
    "Cancelled Time",
    "Cancel By",
    "Fulfillment Type",
    "Payment Method",
    "SKU ID",
    "Quantity",
    "SKU Subtotal After Discount",
)
ORDER_UNREAD = (*_EVERYWHERE, *_US, *_TH, *_TH_LATER, *_ID, *_VN, *_PH, *_ES)

SETTLEMENT_NEEDS = ("Order/adjustment ID", "Total settlement amount")
SETTLEMENT_READS = (
    "Type",
    "Order created time",
    "Order settled time",
    "Currency",
    "Pre-order service fee",
    "Related order ID",
)
SETTLEMENT_UNREAD = (*_SETTLED, "Adjustment amount", "Total Pendapatan", "Total Biaya")

# The Indonesian names stand in public importers of these files; none of them shows one for the fee
# or the currency. "Transaction type" and "(UTC)" are from importers that met them in 2026.
ALIASES: dict[str, tuple[str, ...]] = {
    "Order/adjustment ID": ("ID Pesanan/Penyesuaian",),
    "Type": ("Transaction type", "Jenis transaksi"),
    "Order created time": ("Order created time(UTC)", "Waktu pemesanan"),
    "Order settled time": ("Order settled time(UTC)", "Waktu pembayaran pesanan"),
    "Total settlement amount": ("Jumlah penyelesaian pembayaran",),
    "Related order ID": ("ID pesanan terkait",),
}
