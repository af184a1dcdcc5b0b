def model(dbt, session):
    from truenorth.detect.calibrations import calibration_rows

    return calibration_rows()
