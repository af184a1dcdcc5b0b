def model(dbt, session):
    from truenorth.appeals.recorded import new_decisions

    dbt.config(materialized="incremental", incremental_strategy="append")
    earlier = session.query(f"select * from {dbt.this}") if dbt.is_incremental else None
    return new_decisions(earlier)
