def security_headers(get_response):
    return get_response
