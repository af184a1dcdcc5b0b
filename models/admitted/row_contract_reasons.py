def model(dbt, session):
    from truenorth.admit.reason_texts import reason_texts

    return reason_texts()
