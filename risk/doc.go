// Package risk holds threats, risks, how they are rated and what was decided about them:
// clause 4.3.1.
package risk
