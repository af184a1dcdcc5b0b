def model(dbt, session):
    from truenorth.consent.notices import notice_rows

    return notice_rows()
