package yaml_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

// bounded runs what hostile input is handed to, and fails where it takes long or much memory.
func bounded(t *testing.T, megabytes uint64, run func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	run()
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	assert.Less(t, took, time.Minute)
	assert.LessOrEqual(t, (after.TotalAlloc-before.TotalAlloc)>>20, megabytes, "megabytes allocated")
}

// lines repeats a line with its number in it.
func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestHostile(t *testing.T) {
	const mega = 1 << 20
	large := amount(10, 2) * mega // a text of 1 MB is read
	long := fmt.Sprintf("%d bytes", large)
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 20 {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	for _, tt := range []struct {
		name      string
		file      func() string
		megabytes uint64
		want      string // what the first fault says
	}{
		{"an alias bomb", func() string { return bomb }, 5, "f:7:25: a6[3]: is one value too many: at most 5000000 are read from one file, those that aliases stand for included"},
		{"an alias within itself", func() string { return "a: &a {b: *a}" }, 1, "f:1:11: a.b: the alias *a stands within what it stands for: write the value out"},
		{"a circle of aliases", func() string { return "a: &a\n  b: &b\n    c: [*a, *b]" }, 1, "f:3:9: a.b.c[0]: the alias *a stands within what it stands for: write the value out"},
		{"nesting in brackets", func() string { return strings.Repeat("[", 50*mega) }, 100, "f: holds more than 5000000 lines, commas and other marks between values: split it"},
		{"less nesting in brackets", func() string { return strings.Repeat("[", 4*mega) }, 100, "f:1:66: is nested too deep: lists and maps go at most 64 deep"},
		{"nesting in one line", func() string { return strings.Repeat("- ", 2*mega) }, 100, "f:1:131: is nested too deep: lists and maps go at most 64 deep"},
		{"nesting of names", func() string { return strings.Repeat("? ", 2*mega) }, 100, "f:1:131: is nested too deep: lists and maps go at most 64 deep"},
		{"nesting by indent", func() string {
			var b strings.Builder
			for i := range 3000 {
				b.WriteString(strings.Repeat(" ", i) + "a:\n")
			}
			return b.String()
		}, 100, "f:66:67: is nested too deep: lists and maps go at most 64 deep"},
		{"nesting of small maps", func() string { return strings.Repeat("{a: ", mega) }, 100, "f:1:261: is nested too deep: lists and maps go at most 64 deep"},
		{"more bytes than are read", func() string { return strings.Repeat(" ", 65*mega) }, 1, "f: holds 68157440 bytes, more than the 67108864 that are read from one file: split it"},
		{"a large text", func() string { return "a: " + strings.Repeat("x", large) }, 150, "f:1:4: a: holds " + long + ", more than the 1048576 of one text or number"},
		{"a large text in quotes", func() string { return "a: '" + strings.Repeat("x", large) + "'" }, 150, "f:1:4: a: holds " + long + ", more than the 1048576 of one text or number"},
		{"a large text in lines", func() string { return "a: |\n" + strings.Repeat("  xxxxxx\n", large/7) }, 200, fmt.Sprintf("f:1:4: a: holds %d bytes, more", large/7*7) + " than the 1048576 of one text or number"},
		{"a large name", func() string { return "? " + strings.Repeat("x", large) + "\n: 1" }, 150, "f:1:3: is a name of " + long + `, more than the 1048576 of one text`},
		{"more values than are read, in lines", func() string { return strings.Repeat("-\n", 6_000_000) }, 50, "f: holds more than 5000000 lines, commas and other marks between values: split it"},
		{"a very long list in brackets", func() string { return "- [" + strings.Repeat("a,\n", amount(mega, mega/4)) + "]" }, 500, "f: a list or map in brackets holds more than 200000 values: write each on a line of its own, without brackets"},
		{"a very long list in brackets, with lines as in blocks", func() string { return "[" + lines(mega/4, "- a%d: [],\n") + "]" }, 700, "f: a list or map in brackets holds more than 200000 values: write each on a line of its own, without brackets"},
		{"NUL bytes", func() string { return strings.Repeat("\x00", mega) }, 10, "f:1:1: the character U+0000 stands here"},
		{"other than UTF-8", func() string { return strings.Repeat("\xff", mega) }, 10, "f:1:1: the byte 0xff is no UTF-8"},
		{"tags of one's own, one after the other", func() string { return lines(100_000, "%%TAG !a%d! tag:x\n") + "---\na" }, 10, "f:1:1: %TAG defines tags, which are not read here"},
		{"tags of one's own, in a second document", func() string { return "a\n...\n" + lines(100_000, "%%TAG !a%d! tag:x\n") + "---\na" }, 10, "f:3:1: %TAG defines tags, which are not read here"},
		{"names that are given again and again", func() string { return strings.Repeat("a: 1\n", 100_000) }, 300, "f:2:1: a: is given twice, first in line 1: keep one"},
		{"documents", func() string { return strings.Repeat("---\na\n", 100_000) }, 10, "f:3:1: a second document begins here: a file holds one"},
		{"a tag of 1 MB", func() string { return "!" + strings.Repeat("x", mega) + " a" }, 30, "f:1:1: the tag !xxxx"},
		{"an anchor of 1 MB", func() string { return "[*" + strings.Repeat("x", mega) + "]" }, 30, "f:1:2: the alias *xxxx"},
		{"open quotes", func() string { return strings.Repeat("a: \"b\n", 100_000) }, 100, "f:2:5: the line fits in nowhere"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := []byte(tt.file())
			bounded(t, tt.megabytes, func() {
				node, err := yaml.Format.Parse("f", data, records.FileLimits{})
				assert.Nil(t, node)
				var all records.FileErrors
				require.ErrorAs(t, err, &all)
				assert.True(t, strings.HasPrefix(all[0].Error(), tt.want), "%.300s", all[0])
				assert.LessOrEqual(t, len(all), 1001)
				assert.Less(t, len(err.Error()), 40_000)
			})
		})
	}
}

// What is large but honest is read, in time that grows with its size.
func TestLargeButHonest(t *testing.T) {
	many := amount(100_000, 5_000)
	for name, file := range map[string]string{
		"a long line of numbers":   "a: [" + strings.Repeat("1, ", many) + "1]",
		"many lines with commas":   lines(many, "- {id: R-%d, title: one of many, lists: [a, b, c]}\n"),
		"many entities":            lines(many/2, "- id: R-%d\n  title: a text, with, many, commas, in, it, and, more, of, them\n"),
		"many anchors and aliases": lines(many/2, "- &a%[1]d {x: 1}\n- *a%[1]d\n"),
		"many comments":            strings.Repeat("# a comment, with commas [and] brackets\n", many/2) + "a: 1",
		"names by the thousand":    lines(many, "name%d: 1\n"),
		"a text of nearly 1 MiB":   "a: |\n" + strings.Repeat("  a line, with commas\n", 1<<20/22),
	} {
		t.Run(name, func(t *testing.T) {
			bounded(t, 1000, func() {
				_, err := yaml.Format.Parse("f", []byte(file), records.FileLimits{})
				assert.NoError(t, err)
			})
		})
	}
}
