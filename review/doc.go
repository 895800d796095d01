// Package review holds management reviews, their inputs and what they decide: clause 4.6.
package review
