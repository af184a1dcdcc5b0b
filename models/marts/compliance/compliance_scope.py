def model(dbt, session):
    from truenorth.scope.tables import scope_table

    dbt.ref("metric_purposes")
    return scope_table(session)
