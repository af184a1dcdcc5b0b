"""Appeals: a person looks at a case and upholds or retracts it; what was decided before stays readable."""
