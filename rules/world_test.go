package rules_test

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// The facts of these tests: a shipment, with something of each kind that rules can look at.
type shipment struct {
	Level     int                        `json:"level"`
	Pieces    uint16                     `json:"pieces,omitzero"`
	Total     int64                      `json:"total"`
	Rate      decimal.Decimal            `json:"rate"`
	Owner     string                     `json:"owner"`
	Goods     goods                      `json:"goods"`
	Mode      mode                       `json:"mode"`
	Sealed    bool                       `json:"sealed"`
	DueOn     records.Date               `json:"due_on"`
	CheckedOn records.Date               `json:"checked_on"`
	Interval  records.Period             `json:"interval"`
	Guard     records.ID[records.Person] `json:"guard"`
	Voucher   records.ID[records.Attestation]
	Subject   records.Ref      `json:"subject"`
	Carrier   *carrier         `json:"carrier"`
	Limit     *int             `json:"limit"`
	Remark    *string          `json:"remark"`
	Closed    *records.Date    `json:"closed"`
	Fee       *decimal.Decimal `json:"fee"`
	Urgent    *bool            `json:"urgent"`
	Stops     []stop           `json:"stops"`
	Partners  []*carrier       `json:"partners"`
	Tags      []string         `json:"tags"`
	Weights   []int            `json:"weights"`
	Prices    []decimal.Decimal
	Days      []records.Date               `json:"days"`
	Guards    []records.ID[records.Person] `json:"guards"`
	Kinds     []goods                      `json:"kinds"`
	Grid      [][]int                      `json:"grid"`
	Ratings   map[goods]int                `json:"ratings"`
	Carriers  map[mode]carrier             `json:"carriers"`
	Route     route                        `json:"route"`
	Hidden    func()                       `json:"-"`
	secret    float64
	stamp
	*Extra
}

type goods string

func (goods) Values() []string { return []string{"food", "fuel", "arms", "other"} }

type mode string

func (mode) Values() []string { return []string{"road", "rail", "sea"} }

type carrier struct {
	Name    string           `json:"name"`
	Score   int              `json:"score"`
	Trusted bool             `json:"trusted"`
	Since   records.Date     `json:"since"`
	Parent  *carrier         `json:"parent"`
	Sites   []stop           `json:"sites"`
	Bonus   *int             `json:"bonus"`
	Share   *decimal.Decimal `json:"share"`
}

type stop struct {
	Port    string          `json:"port"`
	Hours   int             `json:"hours"`
	Secure  bool            `json:"secure"`
	Cost    decimal.Decimal `json:"cost"`
	Visited records.Date    `json:"visited"`
	Checks  []int           `json:"checks"`
	Mode    mode            `json:"mode"`
}

type route struct {
	From  string `json:"from"`
	Legs  int    `json:"legs"`
	First stop   `json:"first"`
}

type stamp struct {
	By string `json:"by"`
}

// Extra is embedded as a pointer, which may be nil.
type Extra struct {
	Note string `json:"note"`
}

func ptr[T any](v T) *T { return &v }

func day(text string) records.Date {
	d, err := records.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func number(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// sample is a shipment that most tests ask about, on noon of its due day.
func sample() *shipment {
	parent := &carrier{Name: "Northline Holding", Score: 9, Trusted: true}
	return &shipment{
		Level: 3, Pieces: 12, Total: 9007199254740993, Rate: number("0.3"), Owner: "harbour master", Goods: "fuel", Mode: "sea", Sealed: true,
		DueOn: day("2026-05-04"), CheckedOn: day("2025-11-30"), Interval: records.Months(12), Guard: "P-1", Voucher: "A-9",
		Subject: records.Ref{Kind: "site", ID: "S-1"},
		Carrier: &carrier{Name: "Northline", Score: 4, Since: day("2020-02-29"), Parent: parent, Sites: []stop{{Port: "NLRTM", Hours: 5}}},
		Limit:   ptr(5), Remark: ptr("fragile"),
		Stops: []stop{
			{Port: "NLRTM", Hours: 5, Secure: true, Cost: number("10.10"), Visited: day("2026-05-01"), Checks: []int{1, 2}, Mode: "sea"},
			{Port: "DEHAM", Hours: 30, Cost: number("20.20"), Checks: []int{3}, Mode: "rail"},
			{Port: "CHBSL", Hours: 8, Secure: true, Cost: number("0.70"), Mode: "road"},
		},
		Partners: []*carrier{{Name: "A", Trusted: true, Score: 2}, nil},
		Tags:     []string{"cold", "high value"}, Weights: []int{7, 40, 3}, Prices: []decimal.Decimal{number("1.5"), number("2")},
		Days: []records.Date{day("2026-05-04"), day("2026-01-01")}, Guards: []records.ID[records.Person]{"P-1", "P-2"},
		secret: 1, Kinds: []goods{"fuel", "food"}, Grid: [][]int{{1, 2}, {3}},
		Ratings: map[goods]int{"fuel": 4, "food": 0}, Carriers: map[mode]carrier{"sea": {Name: "Oceanic", Score: 7}},
		Route: route{From: "CNSHA", Legs: 2, First: stop{Port: "SGSIN", Hours: 1}}, stamp: stamp{By: "clerk"},
	}
}

func noon() records.Clock { return records.At(instant("2026-05-04T12:00:00Z")) }

func compiled(t testing.TB, text string) *rules.Condition[shipment] {
	t.Helper()
	c, err := rules.CompileCondition[shipment](text, rules.Limits{})
	require.NoError(t, err, text)
	return c
}
