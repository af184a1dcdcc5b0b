def model(dbt, session):
    from truenorth.attest.evidence_checks import evidence_table

    return evidence_table(session)
