// Package suppliers holds suppliers, contractors and the supply chain upstream and downstream: clause 4.4.6.
package suppliers
