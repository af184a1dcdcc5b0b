def model(dbt, session):
    from truenorth.audit.batches import audit

    dbt.config(materialized="incremental", incremental_strategy="append")
    earlier = session.query(f"select * from {dbt.this}") if dbt.is_incremental else None
    return audit("orders", profiles=dbt.ref("prf_orders"), earlier=earlier)
