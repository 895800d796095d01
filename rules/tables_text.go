package rules

import "slices"

// A textFinder finds what a text leads to among constants: by its length, or that and three of
// its bytes, which is enough to tell the constants of a rule set apart; then one comparison
// makes sure.
type textFinder struct {
	slots firstSlot
	plain bool   // the length alone tells them apart, and their words say all of them
	mask  int    // their number, a power of two, less 1
	other uint64 // what all other texts lead to
	byLen bool   // the length alone tells them apart
	byMap bool   // nothing does
	mix   [4]uint32
	leads map[string]uint64 // then
}

// newTextFinder makes the finder of texts; leads has first what others lead to.
func newTextFinder(texts []string, leads []uint64) textFinder {
	f := textFinder{other: leads[0], byLen: true}
	for size := 1; size <= 64; size *= 2 {
		if f.place(size, texts, leads[1:]) {
			f.plain = !slices.ContainsFunc(texts, beyondWords)
			return f
		}
	}
	f.byLen = false
	for size := 4; size <= 16*len(texts)+4; size *= 2 {
		for try := range uint32(100) {
			f.mix = [4]uint32{1 + 2*(try%5), 1 + try*7, 3 + try*13, 5 + try*31}
			if size >= 2*len(texts) && f.place(size, texts, leads[1:]) {
				return f
			}
		}
	}
	f.byMap = true
	f.leads = make(map[string]uint64, len(texts))
	for i, s := range texts {
		f.leads[s] = leads[i+1]
	}
	return f
}

// place puts each text into a slot of its own, if it can.
func (f *textFinder) place(size int, texts []string, leads []uint64) bool {
	if len(texts) > size {
		return false
	}
	f.mask = size - 1
	taken := make([]int, size) // by the text of that number, from 1
	for i, s := range texts {
		slot := &taken[f.slot(s)]
		if *slot > 0 {
			return false
		}
		*slot = i + 1
	}
	slots := make([]textSlot, size)
	for at, i := range taken {
		if slots[at] = noTextSlot(); i > 0 {
			slots[at] = newTextSlot(texts[i-1], leads[i-1]^f.other)
		}
	}
	f.slots = firstTextSlot(slots)
	return true
}

// slot returns the number of the slot that a text is in if it is in any.
func (f *textFinder) slot(s string) int {
	if f.byLen {
		return len(s) & f.mask
	}
	n := len(s)
	if n == 0 {
		return 0
	}
	h := uint32(n)*f.mix[0] + uint32(s[0])*f.mix[1] + uint32(s[n-1])*f.mix[2] + uint32(s[n/2])*f.mix[3]
	return int(h^h>>7) & f.mask
}

// lead returns what a text leads to.
func (f *textFinder) lead(s string) uint64 {
	if f.byMap {
		if lead, known := f.leads[s]; known {
			return lead
		}
		return f.other
	}
	if slot := f.slots.at(f.slot(s)); len(s) == slot.n && s == slot.text {
		return f.other ^ slot.toggle
	}
	return f.other
}

// beyondWords reports whether the words of a slot do not say all of a text.
func beyondWords(text string) bool { return len(text) > 16 || 0 < len(text) && len(text) < 4 }
