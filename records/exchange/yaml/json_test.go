package yaml_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Documents of JSON are documents of YAML, and mean the same.
func TestJSONIsRead(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	read := 0
	for range 2000 {
		data, err := records.JSON.Format(jsonNumbers(randomNode(rng, 4)))
		require.NoError(t, err)
		if strings.ContainsAny(string(data), "\u0085\u2028\u2029\ufeff\ufffe\uffff") {
			continue // what JSON lets stand and YAML does not
		}
		want, err := records.JSON.Parse("f", data, records.FileLimits{})
		require.NoError(t, err)
		got, err := parse(string(data))
		require.NoError(t, err, string(data))
		require.Equal(t, show(want, true), show(got, true), string(data))
		read++
	}
	require.Greater(t, read, 500)
}

// jsonNumbers replaces the numbers that only YAML can write.
func jsonNumbers(n *records.Node) *records.Node {
	if n.Kind == records.NumberNode && strings.ContainsAny(n.Text[:1]+strings.TrimLeft(n.Text, "0"), "+x") || n.Text == "007" || n.Text == ".5" {
		n.Text = "-0.5e+7"
	}
	for _, item := range n.Items {
		jsonNumbers(item)
	}
	for _, f := range n.Fields {
		jsonNumbers(f.Value)
	}
	return n
}
