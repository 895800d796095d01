package records_test

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Whatever is encoded decodes to the same value, also by way of a file.
func TestEncodeIsTheInverseOfDecode(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		want := randomYard(rng)
		node, err := records.Encode(want)
		require.NoError(t, err)
		assertDecodes(t, node, want)

		data, err := records.JSON.Format(node)
		require.NoError(t, err)
		back, err := records.JSON.Parse("y.json", data, records.FileLimits{})
		require.NoError(t, err)
		assertDecodes(t, back, want)
		again, err := records.JSON.Format(back)
		require.NoError(t, err)
		require.Equal(t, string(data), string(again))
	}
}

func assertDecodes(t *testing.T, node *records.Node, want yard) {
	t.Helper()
	var got yard
	d := records.NewDecoder()
	d.Decode("y.json", node, &got)
	require.NoError(t, d.Err())
	require.True(t, len(got.Cargoes) == len(want.Cargoes))
	for i := range got.Cargoes { // equal decimals may be kept in different ways
		require.True(t, want.Cargoes[i].Weight.Equal(got.Cargoes[i].Weight), want.Cargoes[i].Weight)
		got.Cargoes[i].Weight = want.Cargoes[i].Weight
	}
	require.Equal(t, want, got)
}

// randomYard makes a valid yard: odd texts, edges of every number, empty lists and none.
func randomYard(rng *rand.Rand) yard {
	y := yard{Name: randomText(rng), Opened: records.Day(rng.IntN(9999)+1, 1, rng.IntN(400))}
	if rng.IntN(2) == 0 {
		y.Office = office{Head: records.ID[keeper](randomText(rng)), Phones: randomList(rng, randomText)}
	}
	y.Cargoes = randomList(rng, randomCargo)
	for range rng.IntN(3) {
		if y.Limits == nil {
			y.Limits = map[string]int{}
		}
		y.Limits[randomText(rng)] = int(rng.Uint64())
	}
	if rng.IntN(2) == 0 {
		y.Duration = map[state]records.Period{"open": records.Hours(rng.IntN(100)), "on hold": records.Months(rng.IntN(100))}
	}
	return y
}

func randomCargo(rng *rand.Rand) cargo {
	c := cargo{
		ID: "C", Title: "t" + randomText(rng), Pieces: int(rng.Uint64()), Hazardous: rng.IntN(2) == 0,
		State: []state{"", "open", "sealed", "on hold"}[rng.IntN(4)],
		Seals: randomList(rng, randomText), dimensions: dimensions{Height: uint16(rng.Uint32())},
		Checks: randomList(rng, func(rng *rand.Rand) check { return check{Step: 1 + rng.IntN(9), Note: randomText(rng)} }),
		Evidence: randomList(rng, func(rng *rand.Rand) records.Ref {
			return []records.Ref{{}, {Kind: "k", ID: "a/b"}, {Kind: "k", ID: randomText(rng) + "x"}}[rng.IntN(3)]
		}),
	}
	if rng.IntN(2) == 0 {
		length := int8(rng.Uint32())
		c.Length = &length
	}
	if rng.IntN(2) == 0 {
		coefficient := new(big.Int).SetUint64(rng.Uint64())
		coefficient.Mul(coefficient, coefficient)
		c.Weight = decimal.NewFromBigInt(coefficient, int32(rng.IntN(201)-100))
		if rng.IntN(2) == 0 {
			c.Weight = c.Weight.Neg()
		}
	}
	if rng.IntN(2) == 0 {
		c.SeenAt = time.Unix(rng.Int64N(4_000_000_000), rng.Int64N(1_000_000_000)).UTC()
	}
	return c
}

// randomList makes a list that is nil where it is empty, since omitempty leaves it out.
func randomList[T any](rng *rand.Rand, item func(*rand.Rand) T) []T {
	var list []T
	for range rng.IntN(4) {
		list = append(list, item(rng))
	}
	return list
}

// randomText makes texts that formats like to get wrong.
func randomText(rng *rand.Rand) string {
	pieces := []string{
		"a", "Z", "0", "7", " ", "  ", "\n", "\t", "\r", ":", ": ", "#", " #", "-", "- ", "?", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">",
		"'", "\"", "\\", "%", "@", "`", "~", "null", "true", "no", "1e3", "0x1F", "2026-05-04", "12:30", "<<", "=", ".", "...", "---", "é", "漢",
		"😀", "\u00a0", "\u0085", "\u2028", "\u2029", "\ufeff", "\u200b", "\ufffd", "\ufffe", "</script>", "kind/id", "_", "+",
	}
	var b strings.Builder
	for range rng.IntN(6) {
		b.WriteString(pieces[rng.IntN(len(pieces))])
	}
	return b.String()
}

func TestEncode(t *testing.T) {
	y := yard{
		Name: "a <b> & c", Limits: map[string]int{"z": 1, "a": -1},
		Cargoes: []cargo{{ID: "C-1", Title: "t", Weight: decimal.RequireFromString("1.50"), SeenAt: time.Date(2026, 5, 4, 1, 0, 0, 0, time.FixedZone("", 3600))}},
	}
	node, err := records.Encode(&y)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	assert.Equal(t, `{
  "name": "a <b> & c",
  "cargoes": [
    {
      "id": "C-1",
      "title": "t",
      "weight": 1.50,
      "seen_at": "2026-05-04T00:00:00Z"
    }
  ],
  "limits": {"a": -1, "z": 1}
}
`, string(data))
}

// What is nil comes back as nil, and what is empty as empty, where neither is left out.
func TestEncodeNilAndEmpty(t *testing.T) {
	type kept struct {
		List  []int          `json:"list"`
		Map   map[string]int `json:"map"`
		Point *int           `json:"point"`
		Day   records.Date   `json:"day"`
		At    time.Time      `json:"at"`
		Ref   records.Ref    `json:"ref"`
	}
	for _, want := range []kept{{}, {List: []int{}, Map: map[string]int{}, Point: new(int)}} {
		node, err := records.Encode(want)
		require.NoError(t, err)
		assert.Len(t, node.Fields, 6)
		var got kept
		d := records.NewDecoder()
		d.Decode("", node, &got)
		require.NoError(t, d.Err())
		assert.Equal(t, want, got)
	}
}

type halfway struct{ text string }

func (h *halfway) UnmarshalText(text []byte) error { h.text = string(text); return nil }

type failing struct{}

func (failing) MarshalText() ([]byte, error) { return nil, errors.New("is not to be written") }

type circle struct {
	Next *circle `json:"next,omitempty"`
}

type loop *loop

func TestEncodeRefuses(t *testing.T) {
	around := &circle{}
	around.Next = around
	var endless loop
	endless = &endless
	for name, v := range map[string]any{
		"floats":                             bad[float64]{},
		"interfaces":                         bad[any]{Value: 1},
		"arrays":                             bad[[2]int]{},
		"functions":                          bad[func()]{},
		"numbers as names":                   bad[map[int]int]{},
		"days as names":                      bad[map[records.Date]int]{},
		"text that is not UTF-8":             bad[string]{"\xff"},
		"control characters":                 bad[string]{"\x00"},
		"names with control characters":      bad[map[string]int]{map[string]int{"\x1b": 1}},
		"unknown values of an enum":          bad[state]{"lost"},
		"names that are no values":           bad[map[state]int]{map[state]int{"lost": 1}},
		"decimals that are too large":        bad[decimal.Decimal]{decimal.New(1, 101)},
		"decimals that are too small":        bad[decimal.Decimal]{decimal.New(1, -101)},
		"decimals with a huge exponent":      bad[decimal.Decimal]{decimal.New(1, -2_000_000_000)},
		"decimals with too many digits":      bad[decimal.Decimal]{decimal.RequireFromString(strings.Repeat("9", 101))},
		"instants beyond the calendar":       bad[time.Time]{time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"instants before it":                 bad[time.Time]{time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)},
		"what can be read but not written":   bad[halfway]{},
		"what does not want to be written":   bad[[]failing]{[]failing{{}}},
		"what holds itself":                  around,
		"what holds itself and nothing else": endless,
	} {
		node, err := records.Encode(v)
		assert.Nil(t, node, name)
		assert.NotEmpty(t, records.FaultsOf(err), name)
	}
	_, err := records.Encode(yard{Cargoes: []cargo{{Title: "\x00"}, {Seals: []string{"a", "\xff"}}}})
	var paths []string
	for _, fault := range records.FaultsOf(err) {
		paths = append(paths, fault.Path)
	}
	assert.Equal(t, []string{"cargoes[0].title", "cargoes[1].seals[1]"}, paths)
}

// Of the faults of a value that cannot be written some are enough.
func TestEncodeManyFaults(t *testing.T) {
	_, err := records.Encode(make([]func(), 100_000))
	assert.Len(t, records.FaultsOf(err), 100)
}

func TestEncodeNothing(t *testing.T) {
	for _, v := range []any{nil, (*yard)(nil), (*records.Node)(nil), []int(nil)} {
		node, err := records.Encode(v)
		require.NoError(t, err)
		assert.Equal(t, records.NullNode, node.Kind)
	}
}

// Integers of every size survive.
func TestEncodeIntegers(t *testing.T) {
	type numbers struct {
		A int8   `json:"a"`
		B int16  `json:"b"`
		C int32  `json:"c"`
		D int64  `json:"d"`
		E uint8  `json:"e"`
		F uint16 `json:"f"`
		G uint32 `json:"g"`
		H uint64 `json:"h"`
		I uint   `json:"i"`
	}
	survives := func(want numbers) bool {
		node, err := records.Encode(want)
		if err != nil {
			return false
		}
		var got numbers
		d := records.NewDecoder()
		d.Decode("", node, &got)
		return d.Err() == nil && reflect.DeepEqual(want, got)
	}
	require.NoError(t, quick.Check(survives, nil))
	assert.True(t, survives(numbers{-128, -1 << 15, -1 << 31, -1 << 63, 255, 1<<16 - 1, 1<<32 - 1, 1<<64 - 1, 1<<64 - 1}))
}
