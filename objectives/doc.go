// Package objectives holds objectives, targets and programmes: clauses 4.3.3, 4.3.4 and 4.3.5.
package objectives
