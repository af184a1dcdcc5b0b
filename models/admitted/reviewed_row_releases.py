def model(dbt, session):
    from truenorth.admit.releases import row_releases

    return row_releases()
