// Package equipment holds security equipment and facilities: clause 4.4.6.
package equipment
