// Package evaluation holds how the system is evaluated: clause 4.5.2.
package evaluation
