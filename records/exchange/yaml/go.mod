module github.com/iso28000/iso28000/records/exchange/yaml

go 1.26.0

require (
	github.com/iso28000/iso28000 v0.0.0-00010101000000-000000000000
	github.com/stretchr/testify v1.12.1
	go.yaml.in/yaml/v4 v4.0.0
)

require (
	github.com/google/uuid v1.6.0 // indirect
	github.com/shopspring/decimal v1.6.0 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/mod v0.42.0 // indirect
)

replace github.com/iso28000/iso28000 => ../../..
