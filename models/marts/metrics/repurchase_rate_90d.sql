{{ config(enabled=truenorth.has_entity('orders')) }}

{{ truenorth.share_of_customers_back(first_day=1, last_day=90) }}
