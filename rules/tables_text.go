package rules

import "math"

// A textFinder finds what a text leads to among constants: by its length, or that and three of
// its bytes, which is enough to tell the constants of a rule set apart; then one comparison
// makes sure.
type textFinder struct {
	slots []textSlot // a power of two
	byLen bool       // the length alone is enough
	mix   [4]uint32
	limit int               // bytes of a text, at most
	other uint64            // what all other texts lead to
	leads map[string]uint64 // where nothing tells the texts apart, and slots are empty
}

type textSlot struct {
	n          int // bytes, or less than any text has where the slot is empty
	head, tail uint64
	lead       uint64
	text       string // to be compared where it is too long for its ends to say all
}

// newTextFinder makes the finder of texts; leads has first what others lead to.
func newTextFinder(texts []string, leads []uint64, limit int) textFinder {
	f := textFinder{other: leads[0], limit: limit}
	longest := 0
	for _, s := range texts {
		longest = max(longest, len(s))
	}
	if longest < 64 {
		size := 1
		for size < longest+2 { // the last slot is empty, and that of longer texts
			size *= 2
		}
		if f.byLen = true; f.place(size, texts, leads[1:]) {
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
	f.place(1, nil, nil)
	f.leads = map[string]uint64{}
	for i, s := range texts {
		f.leads[s] = leads[i+1]
	}
	return f
}

// place puts each text into a slot of its own, if it can.
func (f *textFinder) place(size int, texts []string, leads []uint64) bool {
	f.slots = make([]textSlot, size)
	for i := range f.slots {
		f.slots[i].n = math.MinInt
	}
	for i, s := range texts {
		slot := &f.slots[f.slot(s)]
		if slot.n >= 0 {
			return false
		}
		head, tail := ends(s)
		*slot = textSlot{n: len(s), head: head, tail: tail, lead: leads[i], text: s}
	}
	return true
}

func (f *textFinder) slot(s string) int {
	if f.byLen {
		return min(len(s), len(f.slots)-1)
	}
	return f.hashed(s)
}

func (f *textFinder) hashed(s string) int {
	n := len(s)
	if n == 0 {
		return 0
	}
	h := uint32(n)*f.mix[0] + uint32(s[0])*f.mix[1] + uint32(s[n-1])*f.mix[2] + uint32(s[n/2])*f.mix[3]
	return int((h ^ h>>7) & uint32(len(f.slots)-1))
}

// others returns what a text leads to that is in no slot. It is false where the text is too long.
func (f *textFinder) others(s string) (lead uint64, known bool) {
	if len(s) > f.limit {
		return 0, false
	}
	if lead, known := f.leads[s]; known {
		return lead, true
	}
	return f.other, true
}

// shortEnds is ends for up to three bytes.
func shortEnds(s string) (head, tail uint64) {
	for i := range len(s) {
		head = head<<8 | uint64(s[i])
	}
	return head, 0
}
