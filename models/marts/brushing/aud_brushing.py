def model(dbt, session):
    from truenorth.audit.brushing import audit_brushing

    dbt.config(materialized="incremental", incremental_strategy="append")
    earlier = session.query(f"select * from {dbt.this}") if dbt.is_incremental else None
    return audit_brushing(profiles=dbt.ref("prf_brushing__standing"), earlier=earlier)
