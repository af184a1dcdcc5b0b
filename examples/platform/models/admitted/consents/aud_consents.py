def model(dbt, session):
    from truenorth.audit.batches import audit

    dbt.config(materialized="incremental", incremental_strategy="append")
    earlier = session.query(f"select * from {dbt.this}") if dbt.is_incremental else None
    return audit("consents", profiles=dbt.ref("prf_consents"), earlier=earlier)
