{{ truenorth.share_of_customers_back(first_day=1, last_day=180) }}
