def model(dbt, session):
    from truenorth.consent.bases import basis_rows

    return basis_rows()
