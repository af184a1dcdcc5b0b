def model(dbt, session):
    from truenorth.scope.tables import measures_table

    dbt.ref("metric_purposes")
    return measures_table(session)
