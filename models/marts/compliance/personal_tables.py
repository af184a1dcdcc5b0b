def model(dbt, session):
    from truenorth.scope.personal_tables import personal_tables_table

    dbt.ref("metric_purposes")
    return personal_tables_table()
