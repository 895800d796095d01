package csv_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records/exchange/csv"
)

func TestWriteGuardsFormulas(t *testing.T) {
	var text strings.Builder
	w := csv.NewWriter(&text, ';')
	require.NoError(t, w.Write("=SUM(A1)", "+1", "-2", "@x", "\tx", "\rx", "'=x", "'tis", "a;b", "plain"))
	require.NoError(t, w.Flush())
	assert.Equal(t, "'=SUM(A1);'+1;'-2;'@x;'\tx;\"'\rx\";''=x;'tis;\"a;b\";plain\n", text.String())
}

func TestWriteReports(t *testing.T) {
	w := csv.NewWriter(brokenWriter{}, 0)
	err := w.Write("x")
	if err == nil {
		err = w.Flush()
	}
	assert.ErrorIs(t, err, os.ErrClosed)
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

// What is written is read, to the byte. What cannot be written so is refused when read: NUL and
// bytes that are not UTF-8. A row that holds nothing at all is no row.
func FuzzRoundTrip(f *testing.F) {
	f.Add("a", "=1", "'+x", byte(','))
	f.Add("\r\n", "\"", " \"x\"", byte(';'))
	f.Add("\ufeff", "", "\\.", byte('\t'))
	f.Fuzz(func(t *testing.T, a, b, c string, delimiter byte) {
		if !strings.ContainsRune(",;\t|", rune(delimiter)) {
			delimiter = ','
		}
		cells := []string{"first", a, b, c} // a byte order mark can only stand first
		var text strings.Builder
		w := csv.NewWriter(&text, rune(delimiter))
		require.NoError(t, w.Write(cells...))
		require.NoError(t, w.Flush())
		row, err := csv.NewReader(strings.NewReader(text.String()), csv.Options{Delimiter: rune(delimiter)}).Read()
		if wrong := new(csv.Error); errors.As(err, &wrong) {
			require.Regexp(t, "NUL|not UTF-8|bytes in the row", wrong.Message)
			return
		}
		require.NoError(t, err)
		require.Equal(t, cells, row.Cells)
	})
}

func TestHeader(t *testing.T) {
	header := csv.Header{"Risk ID ", "Score", "risk_level", "", "score", "Score"}
	assert.Equal(t, []int{0}, header.Find("risk-id"))
	assert.Equal(t, []int{1, 5}, header.Find("Score"), "exactly so, before others that differ in case")
	assert.Equal(t, []int{1, 4, 5}, header.Find("SCORE"))
	assert.Equal(t, []int{2}, header.Find("Risk  Level"))
	assert.Nil(t, header.Find("owner"))
	assert.Equal(t, []string{"Risk ID", "Score", "risk_level", "score", "Score"}, header.Names())
}
