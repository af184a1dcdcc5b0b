def model(dbt, session):
    from truenorth.consent.publications import publication_rows

    return publication_rows()
