// Package iso28000 holds the security management system of an organization in the supply
// chain as typed data, and says which requirements of ISO 28000:2007 it meets.
//
// A [System] is a list for each kind of record. [Load] reads one from a folder of files and
// reports every fault of all of them at once; [Assess] decides each requirement from the
// records, as of an instant, and says why, on what evidence, and when the answer turns by
// itself.
//
//	system, err := iso28000.Load(os.DirFS("system"), yaml.Format)
//	report := iso28000.Assess(system, system.AsOf.Start())
//	for r := range report.Unmet() {
//		fmt.Println(r.ID, r.Findings[0].Message())
//	}
//
// Each clause has a package of its own that is useful alone: an application with an audit
// register of its own imports that package and nothing else.
//
//	policy                  4.2      policy/organization     4.1, 4.4.1
//	risk                    4.3.1    risk/legal              4.3.2
//	objectives              4.3.3 to 4.3.5
//	controls                4.4.6    controls/competence     4.4.2
//	controls/communication  4.4.3    controls/emergency      4.4.7
//	records/documents       4.4.4, 4.4.5, 4.5.4
//	review/monitoring       4.5.1    review/evaluation       4.5.2
//	incidents               4.5.3    audit                   4.5.5
//	review                  4.6
//
// Package conformity is the engine: the catalogue of requirements, checks, reports. Package
// rules compiles the rules that users write.
package iso28000
