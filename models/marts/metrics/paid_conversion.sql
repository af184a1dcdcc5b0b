{{ truenorth.share_of_clicks_converted(is_paid='true') }}
