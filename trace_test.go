package iso28000

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func traced(t *testing.T, s *System, kind, id string) Trace {
	t.Helper()
	trace, ok := s.Graph().Trace(records.Ref{Kind: kind, ID: id})
	require.True(t, ok)
	return trace
}

func small() *System {
	return &System{
		Persons: []records.Person{{ID: "P-1", Name: "Ana"}},
		Threats: []risk.Threat{{ID: "T-1", Title: "theft"}, {ID: "T-2", Title: "fire"}},
		Risks: []risk.Risk{
			{ID: "R-1", Title: "pilferage", Threats: []records.ID[risk.Threat]{"T-1"}, Owner: "P-1"},
			{ID: "R-2", Title: "arson", Threats: []records.ID[risk.Threat]{"T-2"}, Owner: "P-1"},
		},
		Treatments:   []risk.Treatment{{ID: "TR-1", Title: "fence", Risks: []records.ID[risk.Risk]{"R-1"}}},
		Attestations: []records.Attestation{{ID: "A-1", Subject: records.Ref{Kind: "treatment", ID: "TR-1"}, By: "P-1"}},
	}
}

func refsOf(steps []Step) []string {
	var list []string
	for _, s := range steps {
		list = append(list, s.Record.String())
	}
	return list
}

// A record is traced both ways, and not through a person to what else that person owns.
func TestTrace(t *testing.T) {
	trace := traced(t, small(), "risk", "R-1")
	assert.Equal(t, []string{"person P-1", "threat T-1"}, refsOf(trace.Grounds))
	assert.Equal(t, []string{"treatment TR-1"}, refsOf(trace.Rests))
	assert.Equal(t, []string{"attestation A-1"}, refsOf(trace.Verified))
	assert.Equal(t, 2, trace.Verified[0].Far)
	assert.Equal(t, Link{records.Ref{Kind: "treatment", ID: "TR-1"}, records.Ref{Kind: "risk", ID: "R-1"}, "risks[0]"}, trace.Rests[0].Over)

	threat := traced(t, small(), "threat", "T-2")
	assert.Equal(t, []string{"risk R-2"}, refsOf(threat.Rests))
	_, ok := small().Graph().Trace(records.Ref{Kind: "risk", ID: "R-9"})
	assert.False(t, ok)
}

func TestTraceEndsInACircle(t *testing.T) {
	s := &System{Assessments: []risk.Assessment{{ID: "A", Replaces: []records.ID[risk.Assessment]{"B"}}, {ID: "B", Replaces: []records.ID[risk.Assessment]{"A"}}}}
	trace := traced(t, s, "assessment", "A")
	assert.Equal(t, []string{"assessment B"}, refsOf(trace.Grounds))
	assert.Equal(t, []string{"assessment B"}, refsOf(trace.Rests))
}

func TestDiagrams(t *testing.T) {
	trace := traced(t, small(), "threat", "T-1")
	assert.Equal(t, `flowchart LR
  n0["attestation A-1"]
  n1["risk R-1: pilferage"]
  n2["threat T-1: theft"]
  n3["treatment TR-1: fence"]
  n0 --> n3
  n1 --> n2
  n3 --> n1
  style n2 stroke-width:3px
`, trace.Mermaid())
	assert.Equal(t, `digraph trace {
  rankdir=LR;
  node [shape=box];
  n0 [label="attestation A-1"];
  n1 [label="risk R-1: pilferage"];
  n2 [label="threat T-1: theft", penwidth=3];
  n3 [label="treatment TR-1: fence"];
  n0 -> n3;
  n1 -> n2;
  n3 -> n1;
}
`, trace.DOT())
}

// No label breaks out of a diagram.
func TestHostileLabels(t *testing.T) {
	for _, hostile := range []string{"\"]\n  click n0 \"javascript:alert(1)\"", "a\"];\n evil -> n0", `\" \\`, "<script>", "end", "a;b", "x\x00y", "]]>", "#quot;"} {
		s := &System{Threats: []risk.Threat{{ID: "T", Title: hostile}}}
		trace := traced(t, s, "threat", "T")
		mermaid, dot := trace.Mermaid(), trace.DOT()
		assert.Equal(t, 3, strings.Count(mermaid, "\n"), mermaid)
		assert.Equal(t, 2, strings.Count(mermaid, `"`), mermaid)
		assert.Equal(t, 5, strings.Count(dot, "\n"), dot)
		assert.Equal(t, 2, strings.Count(dot, `"`), dot)
		assert.NotContains(t, dot, `\`)
		assert.NotContains(t, mermaid, "<")
	}
}
