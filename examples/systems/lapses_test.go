package systems_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

func load(t testing.TB, folder fs.FS) *iso28000.System {
	t.Helper()
	system, err := iso28000.Load(folder, yaml.Format)
	require.NoError(t, err)
	return system
}

func folders() map[string]fs.FS {
	return map[string]fs.FS{"operator": systems.Operator(), "complete": systems.Complete()}
}

// all keeps every finding, so that none goes unseen behind a limit.
func all(system *iso28000.System, at time.Time) *conformity.Report {
	return iso28000.Assess(system, at, iso28000.WithOptions(conformity.Options{Met: 1_000_000}))
}

// told is what a report says of one thing: by requirement and record, the worst status.
type thing struct {
	requirement string
	subject     records.Ref
}

func told(report *conformity.Report) map[thing]conformity.Status {
	said := map[thing]conformity.Status{}
	for result := range report.Results() {
		for _, f := range result.Findings {
			key := thing{result.ID, f.Subject}
			if was, seen := said[key]; !seen || f.Status < was {
				said[key] = f.Status
			}
		}
	}
	return said
}

// judging assesses a system at instants, many of which are asked for again soon after.
func judging(system *iso28000.System) func(at time.Time) *conformity.Report {
	type judged struct {
		at     time.Time
		report *conformity.Report
	}
	var last [2]judged
	return func(at time.Time) *conformity.Report {
		for _, j := range last {
			if j.report != nil && j.at.Equal(at) {
				return j.report
			}
		}
		last[0], last[1] = last[1], judged{at, all(system, at)}
		return last[1].report
	}
}

// One second before the instant on which a finding lapses it is as the report says, and at
// that instant as it said it would become.
func TestFindingsLapseWhenTheySay(t *testing.T) {
	t.Parallel()
	for name, folder := range folders() {
		t.Run(name, func(t *testing.T) {
			system := load(t, folder)
			report := all(system, system.AsOf.Start())
			checked := 0
			judged := judging(system)
			for f := range report.Lapses(system.AsOf.Start().AddDate(100, 0, 0)) {
				if underRace && checked == 2 {
					break
				}
				if f.Subject.Kind == "waiver" {
					continue
				}
				before, at := judged(f.Lapses.Add(-time.Second)), judged(f.Lapses)
				key := thing{f.Requirement, f.Subject}
				if f.Status != conformity.StatusNone {
					assert.Contains(t, statuses(before, key), f.Status, "%s of %s, a second before %s", f.Requirement, f.Subject, f.Lapses)
				}
				if f.Becomes != conformity.StatusNone {
					assert.Contains(t, statuses(at, key), f.Becomes, "%s of %s, at %s", f.Requirement, f.Subject, f.Lapses)
				}
				checked++
			}
			assert.NotZero(t, checked)
		})
	}
}

func statuses(report *conformity.Report, key thing) []conformity.Status {
	var list []conformity.Status
	result, err := report.Result(key.requirement)
	if err != nil {
		return nil
	}
	for _, f := range result.Findings {
		if f.Subject == key.subject {
			list = append(list, f.Status)
		}
	}
	return list
}

// Day by day for two years nothing changes that the day before did not announce, and each
// requirement turns just when the first report said it would.
func TestTwoYearsWithoutSurprise(t *testing.T) {
	t.Parallel()
	for name, folder := range folders() {
		t.Run(name, func(t *testing.T) {
			system := load(t, folder)
			start := system.AsOf.Start()
			end := start.AddDate(2, 0, 0)
			if underRace {
				end = start.AddDate(0, 0, 3)
			}
			before := all(system, start)
			foretold := map[string][]conformity.Turn{}
			status := map[string]conformity.Status{}
			for result := range before.Results() {
				foretold[result.ID], status[result.ID] = result.Turns, result.Status
			}
			was := told(before)
			for d := start.AddDate(0, 0, 1); d.Before(end); d = d.AddDate(0, 0, 1) {
				now := all(system, d)
				announced, turned := map[thing]bool{}, map[string]bool{}
				for f := range before.Lapses(d.Add(1)) {
					announced[thing{f.Requirement, f.Subject}], turned[f.Requirement] = true, true
				}
				is := told(now)
				for key, s := range is {
					if key.subject == (records.Ref{}) && was[key] == conformity.StatusNone && turned[key.requirement] {
						continue // the last record that the requirement was about has lapsed, as announced
					}
					if was[key] != s && !announced[key] {
						assert.Fail(t, "unannounced", "%s of %s is %s on %s, and was %s the day before", key.requirement, key.subject, s, d, was[key])
					}
				}
				for key, s := range was {
					if _, there := is[key]; !there && !announced[key] && key.subject != (records.Ref{}) {
						assert.Fail(t, "unannounced", "%s of %s was %s the day before %s, and is no longer judged", key.requirement, key.subject, s, d)
					}
				}
				for result := range now.Results() {
					for turns := foretold[result.ID]; len(turns) > 0 && !turns[0].At.After(d); turns = foretold[result.ID] {
						status[result.ID], foretold[result.ID] = turns[0].Status, turns[1:]
					}
					require.Equal(t, status[result.ID], result.Status, "%s on %s", result.ID, d)
				}
				before, was = now, is
			}
		})
	}
}

// The same system and date give the same bytes: again and again, in parallel, and in whatever
// order the files hold the records.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	for name, folder := range folders() {
		t.Run(name, func(t *testing.T) {
			system := load(t, folder)
			want := bytesOf(t, system)
			var wait sync.WaitGroup
			runs := 100
			if underRace {
				runs = 8
			}
			for i := range runs {
				wait.Go(func() {
					s := system
					if i%2 == 1 {
						s = shuffled(system, uint64(i))
					}
					assert.True(t, bytes.Equal(want, bytesOf(t, s)), "run %d differs", i)
				})
			}
			wait.Wait()
		})
	}
}

func bytesOf(t *testing.T, system *iso28000.System) []byte {
	data, err := json.Marshal(iso28000.Assess(system, system.AsOf.Start()))
	assert.NoError(t, err)
	return data
}

// shuffled returns a copy of the system with each list in another order.
func shuffled(system *iso28000.System, seed uint64) *iso28000.System {
	s := *system
	random := rand.New(rand.NewPCG(seed, 28000))
	v := reflect.ValueOf(&s).Elem()
	for i := range v.NumField() {
		list := v.Field(i)
		if list.Kind() != reflect.Slice || list.Len() < 2 {
			continue
		}
		other := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
		for to, from := range random.Perm(list.Len()) {
			other.Index(to).Set(list.Index(from))
		}
		list.Set(other)
	}
	return &s
}

// Saved and loaded again, in either format, a system is the same.
func TestSaveAndLoad(t *testing.T) {
	for name, folder := range folders() {
		for _, format := range []records.Format{yaml.Format, records.JSON} {
			t.Run(name+format.Extensions()[0], func(t *testing.T) {
				system := load(t, folder)
				files, err := iso28000.Save(system, format)
				require.NoError(t, err)
				dir := memory{}
				for file, data := range files {
					dir[file] = data
				}
				again, err := iso28000.Load(dir.FS(), format)
				require.NoError(t, err)
				assert.Equal(t, system, again)
			})
		}
	}
}

type memory map[string][]byte

func (m memory) FS() fs.FS {
	dir := fstest.MapFS{}
	for file, data := range m {
		dir[file] = &fstest.MapFile{Data: data}
	}
	return dir
}
