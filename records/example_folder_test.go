package records_test

import (
	"fmt"
	"testing/fstest"

	"github.com/iso28000/iso28000/records"
)

// A Site is an entity: a plain struct with an ID of its own type, Ref and Validate.
type Site struct {
	ID   records.ID[Site] `json:"id"`
	Name string           `json:"name"`
}

func (s Site) Ref() records.Ref { return records.Ref{Kind: "site", ID: string(s.ID)} }

func (s Site) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("name", s.Name)
	return f.Err()
}

// A Patrol names the site that it walks around.
type Patrol struct {
	ID    records.ID[Patrol] `json:"id"`
	Site  records.ID[Site]   `json:"site"`
	Every records.Period     `json:"every"`
}

func (p Patrol) Ref() records.Ref { return records.Ref{Kind: "patrol", ID: string(p.ID)} }

// A Plan is what a folder holds: its fields are the names at the top of the files.
type Plan struct {
	Owner   string   `json:"owner,omitzero"`
	Sites   []Site   `json:"sites,omitempty"`
	Patrols []Patrol `json:"patrols,omitempty"`
}

// A whole folder is read at once. Everything that is wrong with it comes back together, with
// file, line and column.
func ExampleReadFolder() {
	folder := fstest.MapFS{
		"plan.json":  {Data: []byte(`{"owner": "harbour master"}`)},
		"north.json": {Data: []byte("{\"sites\": [\n  {\"id\": \"S-1\", \"name\": \"north gate\"},\n  {\"id\": \"S-2\", \"nmae\": \"quay\"}\n]}")},
		"rounds.json": {Data: []byte("{\"patrols\": [\n  {\"id\": \"P-1\", \"site\": \"S-1\", \"every\": \"8 hours\"},\n" +
			"  {\"id\": \"P-2\", \"site\": \"S-3\", \"every\": \"nightly\"}\n]}")},
	}
	var plan Plan
	_, err := records.ReadFolder(folder, &plan, []records.Format{records.JSON}, records.FolderLimits{})
	fmt.Println(err)
	fmt.Println("nothing is half done:", len(plan.Sites))

	folder["north.json"].Data = []byte(`{"sites": [{"id": "S-1", "name": "north gate"}]}`)
	folder["rounds.json"].Data = []byte(`{"patrols": [{"id": "P-1", "site": "S-1", "every": "8 hours"}]}`)
	places, err := records.ReadFolder(folder, &plan, []records.Format{records.JSON}, records.FolderLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	file, line, column, _ := places.Place(plan.Patrols[0].Ref())
	fmt.Printf("%s, every %s, is in %s:%d:%d\n", plan.Patrols[0].Ref(), plan.Patrols[0].Every, file, line, column)
	// Output:
	// north.json:3:17: sites[1].nmae: is no field here, did you mean name?
	// rounds.json:3:25: patrols[1].site: no site has the id S-3, did you mean S-1?
	// rounds.json:3:41: patrols[1].every: "nightly" is not a period: write a whole number and hours, days, weeks, months or years, as in 12 months
	// nothing is half done: 0
	// patrol P-1, every 8 hours, is in rounds.json:1:21
}

// What is read is written again: one file for each list, and one for the rest.
func ExampleWriteFolder() {
	plan := Plan{Owner: "harbour master", Sites: []Site{{ID: "S-1", Name: "north gate"}, {ID: "S-2", Name: "quay"}}}
	files, err := records.WriteFolder(plan, records.JSON)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s%s", files["sites.json"], files["system.json"])
	// Output:
	// {
	//   "sites": [
	//     {"id": "S-1", "name": "north gate"},
	//     {"id": "S-2", "name": "quay"}
	//   ]
	// }
	// {
	//   "owner": "harbour master"
	// }
}

// A single document is read the same way.
func ExampleReadFile() {
	var site Site
	err := records.ReadFile("site.json", []byte(`{"id": "S-1", "name": " "}`), &site)
	fmt.Println(err)
	// Output: site.json:1:23: name: is missing
}
