package conformity

import "github.com/iso28000/iso28000/records"

// Most of what the guide suggests is that records of some kind say something, or that they
// cover something between them. These make the checks for that.

const adviceOfNone Message = "advice.none: nothing on record that this could be about"

// Having makes a check for [Suggest]: records that are of concern (all, where nothing says
// which) are to have something, and a field is where one would put it. The message says so
// where it is lacking.
func Having[T records.Entity](concerns func(*Reader, *T) bool, field string, has func(*T) bool, lacking Message) func(*Reader, *T) Verdict {
	return func(r *Reader, t *T) Verdict {
		if concerns != nil && !concerns(r, t) {
			return NotConcerned()
		}
		return FollowedIf(has(t), field, lacking)
	}
}

// Covering makes a check for [SuggestWhole]: the records of concern (all, where nothing says
// which) are to cover each of what is wanted, between them. The message gets as argument what they leave out.
func Covering[T records.Entity, K ~string](concerns func(*Reader, *T) bool, covers func(*T) []K, lacking Message, wanted ...K) func(*Reader) Verdict {
	return func(r *Reader) Verdict {
		covered, any := map[K]bool{}, false
		for t := range All[T](r).Where(func(t *T) bool { return concerns == nil || concerns(r, t) }) {
			any = true
			for _, k := range covers(t) {
				covered[k] = true
			}
		}
		if !any {
			return NotConcerned()
		}
		var open []string
		for _, k := range wanted {
			if !covered[k] {
				open = append(open, string(k))
			}
		}
		return FollowedIf(len(open) == 0, "", lacking, open)
	}
}
