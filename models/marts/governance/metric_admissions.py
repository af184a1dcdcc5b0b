def model(dbt, session):
    from truenorth.judge.admission_rows import admission_rows

    batches = dbt.ref("admission_batches").fetchall()
    return admission_rows([row[0] for row in batches])
