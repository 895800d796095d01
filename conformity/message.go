package conformity

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A Message is what a finding says: a stable id, a colon, and a text in plain English, as in
//
//	const auditOverdue conformity.Message = "audit.overdue: {subject} was due on {0} and has not been held: record when it was, or a new date with the reason"
//
// In the text {subject} stands for the record that is judged, {0}, {1} and so on for the
// arguments of the verdict. A finding keeps id and arguments; text is made when somebody asks.
type Message string

// ID returns what comes before the first colon.
func (m Message) ID() string {
	id, _, _ := strings.Cut(string(m), ": ")
	return id
}

// Text returns the template.
func (m Message) Text() string {
	_, text, _ := strings.Cut(string(m), ": ")
	return text
}

// maxListed bounds how much of a list a message names before it counts the rest.
const maxListed = 5

func (m Message) render(subject records.Ref, args []any) string {
	var b strings.Builder
	text := m.Text()
	for {
		before, after, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, rest, closed := strings.Cut(after, "}")
		switch n, err := strconv.Atoi(name); {
		case !closed:
			b.WriteString("{" + after)
			return b.String()
		case name == "subject":
			b.WriteString(subject.String())
		case err == nil && n >= 0 && n < len(args):
			b.WriteString(argument(args[n]).Text)
		default:
			b.WriteString("{" + name + "}")
		}
		text = rest
	}
}

// An Argument is one value in a message, with its type in words so that a program can
// format it anew, for another language say.
type Argument struct {
	Type string `json:"type"` // text, number, day, instant, period, record or list
	Text string `json:"text"`
}

func argument(arg any) Argument {
	switch v := arg.(type) {
	case records.Date:
		return Argument{"day", v.String()}
	case time.Time:
		return Argument{"instant", v.UTC().Format(time.RFC3339)}
	case records.Period:
		return Argument{"period", v.String()}
	case records.Ref:
		return Argument{"record", v.String()}
	case records.Entity: // IDs, too
		return Argument{"record", v.Ref().String()}
	case int:
		return Argument{"number", strconv.Itoa(v)}
	case decimal.Decimal:
		return Argument{"number", v.String()}
	case []string:
		return list(v)
	case []records.Ref:
		texts := make([]string, len(v))
		for i, ref := range v {
			texts[i] = ref.String()
		}
		return list(texts)
	}
	return Argument{"text", fmt.Sprint(arg)}
}

func list(texts []string) Argument {
	more := len(texts) - maxListed
	if more > 1 { // "and 1 more" would be no shorter than its name
		texts = append(texts[:maxListed:maxListed], fmt.Sprintf("%d more", more))
	}
	if len(texts) < 2 {
		return Argument{"list", strings.Join(texts, "")}
	}
	last := len(texts) - 1
	return Argument{"list", strings.Join(texts[:last], ", ") + " and " + texts[last]}
}
