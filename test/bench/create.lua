wrk.method = "POST"
wrk.body = '{"name":"Bench"}'
wrk.headers["Content-Type"] = "application/json"
