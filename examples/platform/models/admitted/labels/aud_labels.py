def model(dbt, session):
    from truenorth.audit.batches import audit

    dbt.config(materialized="incremental", incremental_strategy="append")
    earlier = session.query(f"select * from {dbt.this}") if dbt.is_incremental else None
    return audit("labels", profiles=dbt.ref("prf_labels"), earlier=earlier)
