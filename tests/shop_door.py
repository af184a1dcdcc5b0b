"""What lets the order lines of a small shop in: its batch suite and the five models of its door."""

SUITE = """
import great_expectations as gx
import great_expectations.expectations as gxe


def suite():
    return gx.ExpectationSuite(
        name="shop_orders",
        expectations=[
            gxe.ExpectColumnValuesToBeBetween(
                column="rows", min_value=2, meta={"name": "rows", "origin": "reviewed: the shop never closes"}
            )
        ],
    )
"""
DOOR_MODELS = {
    "models/admitted/adm_shop_orders.py": """
def model(dbt, session):
    from truenorth.admit.door import admit

    dbt.config(materialized="door")
    return admit(source="shop_orders")
""",
    "models/admitted/prf_shop_orders.sql": """
{{ config(materialized='incremental', incremental_strategy='append') }}
{{ truenorth.profile_batches(ref('adm_shop_orders'), numbers=['money'], times=['day'], keys=['line']) }}
""",
    "models/admitted/aud_shop_orders.py": """
def model(dbt, session):
    from truenorth.audit.batches import audit

    dbt.config(materialized="incremental", incremental_strategy="append")
    earlier = session.query(f"select * from {dbt.this}") if dbt.is_incremental else None
    return audit("shop_orders", profiles=dbt.ref("prf_shop_orders"), earlier=earlier)
""",
    "models/admitted/bat_shop_orders.sql": """
{{ truenorth.batches_of_source(
    'shop_orders', ref('adm_shop_orders'), ref('prf_shop_orders'), ref('aud_shop_orders')
) }}
""",
    "models/admitted/adm_shop_orders__passed.sql": """
{{ config(materialized='view') }}
{{ truenorth.passed_rows('shop_orders', ref('adm_shop_orders'), ref('bat_shop_orders')) }}
""",
}
