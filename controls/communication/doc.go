// Package communication holds what is told to whom, and what is heard: clause 4.4.3.
package communication
