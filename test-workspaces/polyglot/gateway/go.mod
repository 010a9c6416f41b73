module example.net/gateway

go 1.22
