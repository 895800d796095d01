package yaml_test

import (
	"fmt"
	"testing/fstest"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

// A folder of YAML is read as one of JSON is; the formats may be mixed.
func Example() {
	type plan struct {
		Owner   string           `json:"owner"`
		Persons []records.Person `json:"persons"`
	}
	folder := fstest.MapFS{
		"system.json": {Data: []byte(`{"owner": "harbour master"}`)},
		"persons.yaml": {Data: []byte(`# who acts
persons:
  - {id: P-1, name: Jan de Vries}
  - id: P-1
    name: Anna
    from: 2026-13-01
`)},
	}
	var p plan
	_, err := records.ReadFolder(folder, &p, []records.Format{yaml.Format, records.JSON}, records.FolderLimits{})
	fmt.Println(err)

	files, err := records.WriteFolder(plan{Persons: []records.Person{{ID: "P-1", Name: "Jan de Vries", From: records.Day(2026, 5, 4)}}}, yaml.Format)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s", files["persons.yaml"])
	// Output:
	// persons.yaml:4:9: persons[1].id: person P-1 is already in persons.yaml:3:10: give one of the two another id
	// persons.yaml:6:11: persons[1].from: "2026-13-01" is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02
	// persons:
	//   - {id: P-1, name: Jan de Vries, from: "2026-05-04"}
}
