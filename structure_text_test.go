package iso28000_test

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/conformity"
)

// strangers are words that mean nothing to whoever reads the project elsewhere: where and
// with what somebody works, from where packages are fetched, work that was left undone. They
// are put together here, since this file is searched too.
var strangers = []string{
	"/wo" + "rk/", "/fa" + "rm/", "/tmp/" + "bash", ".lib" + "rary",
	"sub" + "agent", "coding " + "agent", "ai " + "agent", "coding " + "assistant", "ai " + "assistant",
	"this " + "session", "developers' " + "session",
	"proxy.golang" + ".org", "sum.golang" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org",
	"to" + "do", "fix" + "me",
}

// wordFaults finds words that do not belong into the project.
func wordFaults(files []file) []fault {
	var faults []fault
	for _, f := range files {
		if !utf8.ValidString(f.text) || strings.HasSuffix(f.path, ".sum") {
			continue
		}
		text := strings.ToLower(f.text)
		for _, stranger := range strangers {
			for i := range occurrences(text, stranger) {
				at := fmt.Sprintf("%s:%d", f.path, 1+strings.Count(text[:i], "\n"))
				faults = append(faults, fault{at, fmt.Sprintf("%q means nothing to a reader elsewhere: take it out", stranger)})
			}
		}
	}
	return faults
}

// occurrences yields where a word stands in a text, not as part of another one.
func occurrences(text, word string) iter.Seq[int] {
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] == '_' || text[i] >= '0' && text[i] <= '9' || text[i] >= 'a' && text[i] <= 'z')
	}
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := strings.Index(text[from:], word)
			if i < 0 {
				return
			}
			i, from = from+i, from+i+len(word)
			inside := letter(i-1) || letter(from) && letter(from-1) || i > 0 && text[i-1] == '.' && !letter(i)
			if !inside && !yield(i) {
				return
			}
		}
	}
}

// sentenceLength is how many words in a row make a sentence of somebody else's.
const sentenceLength = 9

// passages yields every run of that many words in a text, in small letters and without what
// stands between them. A comment or a table is a text like any other.
func passages(text string) iter.Seq[string] {
	joined := plainWords(text)
	return func(yield func(string) bool) {
		var starts [sentenceLength]int // where the latest words begin in what is joined
		for i, n := 0, 0; i < len(joined); n++ {
			starts[n%sentenceLength] = i
			for i < len(joined) && joined[i] != ' ' {
				i++
			}
			if n >= sentenceLength-1 && !yield(joined[starts[(n+1)%sentenceLength]:i]) {
				return
			}
			i++
		}
	}
}

// plainWords returns the words of a text in small letters, one space between them.
func plainWords(text string) string {
	words := make([]byte, 0, len(text)+1)
	for _, c := range []byte(strings.ToLower(text)) {
		switch {
		case c == '\'' || 'a' <= c && c <= 'z':
			words = append(words, c)
		case len(words) > 0 && words[len(words)-1] != ' ':
			words = append(words, ' ')
		}
	}
	return strings.TrimSuffix(string(words), " ")
}

// sentenceFaults finds passages of a copyrighted text. Titles are facts, and may be quoted.
func sentenceFaults(files []file, text string, titles []string) []fault {
	theirs := map[string]bool{}
	for passage := range passages(text) {
		theirs[passage] = true
	}
	for _, title := range titles {
		for passage := range passages(title) {
			delete(theirs, passage)
		}
	}
	var faults []fault
	for _, f := range files {
		if !utf8.ValidString(f.text) || strings.HasSuffix(f.path, ".sum") {
			continue
		}
		skip := 0 // the runs that begin in a passage which was reported
		for passage := range passages(f.text) {
			if skip = max(0, skip-1); skip == 0 && theirs[passage] {
				skip = sentenceLength
				faults = append(faults, fault{f.path, fmt.Sprintf("%q stands in the copyrighted text: say it in our own words", passage)})
			}
		}
	}
	return faults
}

// titles returns those of the clauses, and all of them in a row, as tables of contents have them.
func titles() []string {
	var found []string
	for _, clause := range conformity.Clauses() {
		found = append(found, clause.ID+" "+clause.Title)
	}
	return append(found, strings.Join(found, " "))
}

// catalogueColumns are those of the table that the catalogue is made from. The others
// (package, evidence) tell where the work is.
var catalogueColumns = []string{
	"id", "clause", "letter", "title", "summary", "verification", "fails_when", "applies_if", "severity", "links",
}

// catalogue returns what the package says of each requirement, in the columns of the table.
func catalogue() [][]string {
	var rows [][]string
	for r := range conformity.Requirements() {
		condition, _ := conformity.ConditionByID(r.Condition)
		rows = append(rows, []string{
			r.ID, r.Clause, r.Letter, r.Title, r.Summary, string(r.Verification), r.FailsWhen,
			condition.Text, r.Severity.String(), strings.Join(r.Links(), ","),
		})
	}
	return rows
}

// catalogueFaults finds where the catalogue says something else than the table.
func catalogueFaults(tsv string, catalogue [][]string) []fault {
	const at = "conformity/requirements.tsv"
	lines := strings.Split(strings.TrimSuffix(tsv, "\n"), "\n")
	header := strings.Split(lines[0], "\t")
	columns := make([]int, len(catalogueColumns))
	for i, name := range catalogueColumns {
		if columns[i] = slices.Index(header, name); columns[i] < 0 {
			return []fault{{at, fmt.Sprintf("the table to compare with has no column %s", name)}}
		}
	}
	ours := map[string][]string{}
	for _, row := range catalogue {
		if ours[row[0]] != nil {
			return []fault{{at, fmt.Sprintf("%s stands in it twice", row[0])}}
		}
		ours[row[0]] = row
	}
	var faults []fault
	var ordered []string
	for _, line := range lines[1:] {
		row := strings.Split(line, "\t")
		id := row[columns[0]]
		ordered = append(ordered, id)
		if ours[id] == nil {
			faults = append(faults, fault{at, fmt.Sprintf("%s is missing: no requirement of the standard may be lost", id)})
			continue
		}
		for i, name := range catalogueColumns {
			if got, want := ours[id][i], row[columns[i]]; got != want {
				faults = append(faults, fault{at, fmt.Sprintf("%s: the %s is %q where the table has %q", id, name, got, want)})
			}
		}
	}
	for i, row := range catalogue {
		if !slices.Contains(ordered, row[0]) {
			faults = append(faults, fault{at, fmt.Sprintf("%s is in no clause of the standard: a host's own requirement belongs to the host", row[0])})
		} else if len(faults) == 0 && ordered[i] != row[0] {
			faults = append(faults, fault{at, fmt.Sprintf("%s stands where the standard has %s", row[0], ordered[i])})
		}
	}
	return faults
}
