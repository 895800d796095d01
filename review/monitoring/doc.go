// Package monitoring holds what is measured, when, with what, and what came of it: clause 4.5.1.
package monitoring
