package rules

import (
	"os"
	"testing"

	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/risk/risktest"
	"github.com/iso28000/iso28000/rules/ruletest"
)

func TestCriteria(t *testing.T) {
	ruletest.Run(t, risktest.Folder(os.DirFS("."), yaml.Format), ruletest.Options{Coverage: 100, Mutation: 100})
}
