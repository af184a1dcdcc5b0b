{{ truenorth.share_of_customers_back(first_day=91, last_day=180) }}
