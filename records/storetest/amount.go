package storetest

// amount returns how much of something a check does: less where the program was built with the
// race detector. That looks at every access to memory, so that an engine which was translated
// to Go takes ten times as long, and it finds what it finds by what runs side by side, which is
// never made less. Every check runs in full without it.
func amount(usual, underDetector int) int {
	if underRace {
		return underDetector
	}
	return usual
}
