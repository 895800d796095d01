// Package change holds changes and what they touch: clause 4.4.6.
package change
