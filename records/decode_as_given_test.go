package records_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// As given, a record may lack what it needs to be whole; names and types are as strict as ever.
func TestAsGivenAsksNoRecordToValidateItself(t *testing.T) {
	node, err := records.JSON.Parse("case.json", []byte(`{"authors": [{"name": "Ana"}], "author": {"name": "Ben"}}`), records.FileLimits{})
	require.NoError(t, err)
	type given struct {
		Authors []records.Person `json:"authors"`
		Author  records.Person   `json:"author"`
	}
	whole := records.NewDecoder()
	whole.Decode("case.json", node, new(given))
	assert.ErrorContains(t, whole.Err(), "id")

	var into given
	lenient := records.NewDecoder().AsGiven()
	lenient.Decode("case.json", node, &into)
	require.NoError(t, lenient.Err())
	assert.Equal(t, "Ana", into.Authors[0].Name)

	var person records.Person
	lenient = records.NewDecoder().AsGiven()
	lenient.Decode("case.json", node.Fields[1].Value, &person)
	require.NoError(t, lenient.Err())
	assert.Equal(t, "Ben", person.Name)

	node, err = records.JSON.Parse("case.json", []byte(`{"nmae": "Ana"}`), records.FileLimits{})
	require.NoError(t, err)
	lenient = records.NewDecoder().AsGiven()
	lenient.Decode("case.json", node, &person)
	assert.EqualError(t, lenient.Err(), "case.json:1:2: nmae: is no field here, did you mean name?")
}
