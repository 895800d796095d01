// Package legal holds the register of legal and other requirements: clause 4.3.2.
package legal
