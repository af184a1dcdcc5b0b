def model(dbt, session):
    from truenorth.persons.erased import erased_subjects

    return erased_subjects()
