def model(dbt, session):
    from truenorth.admit.door import admit

    dbt.config(materialized="door")
    return admit(source="consents")
