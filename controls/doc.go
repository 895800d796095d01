// Package controls holds operations and the conditions under which they are carried out: clause 4.4.6.
package controls
