package systems_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
)

// entitiesOf returns every record of a system, each with the list that it stands in.
func entitiesOf(system *iso28000.System) (entities []records.Entity) {
	v := reflect.ValueOf(system).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() != reflect.Slice {
			continue
		}
		for j := range v.Field(i).Len() {
			if e, ok := v.Field(i).Index(j).Interface().(records.Entity); ok {
				entities = append(entities, e)
			}
		}
	}
	return entities
}

// systemOf returns a system of these records.
func systemOf(like *iso28000.System, entities []records.Entity) *iso28000.System {
	system := &iso28000.System{Format: like.Format, Organization: like.Organization, AsOf: like.AsOf}
	v := reflect.ValueOf(system).Elem()
	lists := map[reflect.Type]reflect.Value{}
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Slice {
			lists[v.Field(i).Type().Elem()] = v.Field(i)
		}
	}
	for _, e := range entities {
		list := lists[reflect.TypeOf(e)]
		list.Set(reflect.Append(list, reflect.ValueOf(e)))
	}
	return system
}

// text returns all there is to say of a report.
func text(t *testing.T, report *conformity.Report) string {
	t.Helper()
	b, err := json.Marshal(report)
	require.NoError(t, err)
	return string(b)
}

// sameReport compares a report that was kept up to date with one made anew.
func sameReport(t *testing.T, live *conformity.Report, system *iso28000.System, what string) bool {
	t.Helper()
	anew := iso28000.Assess(system, system.AsOf.Start())
	if text(t, anew) == text(t, live) {
		return true
	}
	for want := range anew.Results() {
		got, err := live.Result(want.ID)
		require.NoError(t, err)
		if a, b := fmt.Sprintf("%+v", want), fmt.Sprintf("%+v", got); a != b {
			wantText, _ := json.MarshalIndent(want, "", " ")
			gotText, _ := json.MarshalIndent(got, "", " ")
			assert.Equal(t, string(wantText), string(gotText), "%s: %s", what, want.ID)
		}
	}
	return false
}

// Taking each record away, and putting it back, says the same as assessing anew.
func TestLiveFollowsEveryRecord(t *testing.T) {
	t.Parallel()
	for name, folder := range map[string]fs.FS{"complete": systems.Complete(), "operator": systems.Operator()} {
		t.Run(name, func(t *testing.T) {
			system := load(t, folder)
			entities := entitiesOf(system)
			live, err := iso28000.AssessLive(system, system.AsOf.Start())
			require.NoError(t, err)
			require.True(t, sameReport(t, live.Report(), system, "at first"))
			whole := text(t, live.Report())
			for i, e := range entities {
				if i%stride != 0 {
					continue
				}
				without := append(append([]records.Entity(nil), entities[:i]...), entities[i+1:]...)
				report, err := live.Apply(conformity.Change{Remove: []records.Ref{e.Ref()}})
				require.NoError(t, err)
				require.True(t, sameReport(t, report, systemOf(system, without), "without "+e.Ref().String()))
				restsOnNothingGone(t, report, e.Ref())
				report, err = live.Apply(conformity.Change{Put: []records.Entity{e}})
				require.NoError(t, err)
				require.Equal(t, whole, text(t, report), "with %s again", e.Ref())
			}
		})
	}
}

// restsOnNothingGone holds that nothing is met on the strength of a record that is not there.
func restsOnNothingGone(t *testing.T, report *conformity.Report, gone records.Ref) {
	t.Helper()
	for result := range report.Results() {
		for _, f := range result.Findings {
			if f.Status == conformity.StatusMet {
				require.NotEqual(t, gone, f.Subject, "%s is met by what is gone", f.Requirement)
				require.NotContains(t, f.Evidence, gone, "%s rests on what is gone", f)
				require.Empty(t, f.Missing, "%s rests on what is not there", f)
			}
		}
	}
}

// Any change to any field of any record says the same as assessing anew, and panics nowhere.
func TestLiveFollowsAnyChange(t *testing.T) {
	t.Parallel()
	system := load(t, systems.Complete())
	entities := entitiesOf(system)
	values := valuesOf(entities)
	live, err := iso28000.AssessLive(system, system.AsOf.Start())
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 / stride {
		i := random.IntN(len(entities))
		changed := reflect.New(reflect.TypeOf(entities[i])).Elem()
		changed.Set(deepCopy(reflect.ValueOf(entities[i])))
		what := spoil(random, values, changed, entities[i].Ref().String())
		changed.FieldByName("ID").SetString(entities[i].Ref().ID)
		next := changed.Interface().(records.Entity)
		report, err := live.Apply(conformity.Change{Put: []records.Entity{next}})
		require.NoError(t, err, what)
		for err := range report.Errors() {
			t.Fatalf("%s: %v", what, err)
		}
		if random.IntN(4) > 0 { // the changes add up
			before := entities[i]
			if random.IntN(4) == 0 {
				entities[i] = next
				require.True(t, sameReport(t, report, systemOf(system, entities), what))
				continue
			}
			_, err = live.Apply(conformity.Change{Put: []records.Entity{before}})
			require.NoError(t, err)
			continue
		}
		entities[i] = next
		require.True(t, sameReport(t, report, systemOf(system, entities), what))
	}
}

// valuesOf gathers the values that stand anywhere, by their type.
func valuesOf(entities []records.Entity) map[reflect.Type][]reflect.Value {
	values := map[reflect.Type][]reflect.Value{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		values[v.Type()] = append(values[v.Type()], v)
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(v.Field(i))
				}
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		}
	}
	for _, e := range entities {
		walk(reflect.ValueOf(e))
	}
	return values
}

// spoil gives one field, chosen at random, no value or another that its type has somewhere.
func spoil(random *rand.Rand, values map[reflect.Type][]reflect.Value, v reflect.Value, path string) string {
	for {
		switch {
		case v.Kind() == reflect.Struct && v.NumField() > 0 && v.Type().Field(0).IsExported() && (random.IntN(5) > 0 || path == ""):
			i := random.IntN(v.NumField())
			if !v.Field(i).CanSet() {
				continue
			}
			path += "." + v.Type().Field(i).Name
			v = v.Field(i)
			continue
		case v.Kind() == reflect.Slice && v.Len() > 0 && random.IntN(2) > 0:
			i := random.IntN(v.Len())
			path += fmt.Sprintf("[%d]", i)
			v = v.Index(i)
			continue
		}
		others := values[v.Type()]
		if len(others) == 0 || random.IntN(3) == 0 {
			v.SetZero()
			return path + " = nothing"
		}
		other := others[random.IntN(len(others))]
		v.Set(deepCopy(other))
		return fmt.Sprintf("%s = %v", path, other)
	}
}

func deepCopy(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	switch v.Kind() {
	case reflect.Slice:
		if !v.IsNil() {
			c.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				c.Index(i).Set(deepCopy(v.Index(i)))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				c.Field(i).Set(deepCopy(v.Field(i)))
			}
		}
	}
	return c
}
