def model(dbt, session):
    from truenorth.judge.score_rows import score_rows

    admissions = dbt.ref("metric_admissions").project("metric, reason").fetchall()
    return score_rows(dict(admissions))
