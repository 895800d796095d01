package records_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/quick"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func TestNearest(t *testing.T) {
	names := []string{"likelihood", "level", "owner", "title", "on", "größe", ""}
	for text, want := range map[string]string{
		"level": "level", "levl": "level", "leevl": "level", "LEVEL": "level", "leval": "level", "lvl": "",
		"likelyhood": "likelihood", "liklihod": "likelihood", "lklhd": "",
		"titel": "title", "tilte": "title", "title ": "title", "wner": "owner", "grösse": "", "grosse": "", "groeße": "", "gröse": "größe",
		"": "", "x": "", "o": "on", "no": "on", "quite another": "",
		strings.Repeat("level", 20): "",
	} {
		assert.Equal(t, want, records.Nearest(text, names), text)
	}
	assert.Equal(t, "", records.Nearest("level", nil))
	assert.Equal(t, "R-1", records.Nearest("R-0", []string{"R-1", "R-2"}), "the first of those that are as near")
	assert.Equal(t, "", records.Nearest("level", []string{strings.Repeat("level", 20)}))
	assert.Equal(t, ", did you mean level?", records.DidYouMean("levl", names))
	assert.Equal(t, "", records.DidYouMean("quite another", names))
}

// A name that is there is its own nearest, one slip of the pen away it still is, and the
// distance is the same from either side.
func TestNearestProperties(t *testing.T) {
	require.NoError(t, quick.Check(func(word string, at uint8) bool {
		runes := []rune("a" + strings.ToLower(strings.ToValidUTF8(word, "")))
		if len(runes) > 12 {
			runes = runes[:12]
		}
		name := string(runes)
		i := int(at) % len(runes)
		dropped := string(runes[:i]) + string(runes[i+1:])
		if len(name) > 64 || dropped == "" {
			return true
		}
		return records.Nearest(name, []string{"zzzzzzzzzzzzzzzz", name}) == name && records.Nearest(dropped, []string{name}) == name
	}, nil))
}

// BenchmarkNearest looks for one name among 100,000.
func BenchmarkNearest(b *testing.B) {
	names := make([]string, 100_000)
	for i := range names {
		names[i] = fmt.Sprintf("R-%05d", i)
	}
	for b.Loop() {
		records.Nearest("X-12345x", names)
	}
}
