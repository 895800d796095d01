package records

import "strings"

// maxNearest bounds what Nearest compares, since its work is the product of both lengths.
const maxNearest = 64

// Nearest returns the name that a slip of the pen most likely turned into text: the one at
// the smallest edit distance, if that is at most a third of its length (and at least one
// edit is allowed). The first of the names wins where several are as near. Case does not count.
func Nearest(text string, names []string) string {
	if text == "" || len(text) > maxNearest {
		return ""
	}
	lower := []rune(strings.ToLower(text))
	best, nearest := -1, ""
	for _, name := range names {
		if name == "" || len(name) > maxNearest {
			continue
		}
		runes := []rune(strings.ToLower(name))
		distance := editDistance(lower, runes)
		if distance <= max(1, len(runes)/3) && (best < 0 || distance < best) {
			best, nearest = distance, name
		}
	}
	return nearest
}

// editDistance counts the insertions, deletions, replacements and swaps of neighbours that
// turn one word into the other (Damerau's distance in its restricted form).
func editDistance(a, b []rune) int {
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
