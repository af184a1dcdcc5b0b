def model(dbt, session):
    from truenorth.judge.events import event_rows

    return event_rows()
