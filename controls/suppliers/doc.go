// Package suppliers holds what others do in the supply chain and what is bought from them: the
// parts of clause 4.4.6 on threats from upstream and on goods and services that bear on security.
//
// An [Activity] is what others do with the goods before they come to us or after they have left.
// Its threats are evaluated again and again with [Activity.Evaluate], each found to need
// mitigation or not, and a [Mitigation] names the control that lessens what a threat could do, to
// us and to those further down the chain. A [Supplier] is screened before [Supplier.Engage] lets it
// be used, and gives assurances. A [Purchase] is a good or service that is bought; where it bears
// on security, a [Specification] lays down what is required of it. That is drafted, approved, and
// told to the suppliers, revision by revision.
//
// Hand [Checks] these lists; it says which upstream activity was not evaluated within the interval
// set, which threat from there has no control in operation, which purchase has no requirements in
// force, and who has not been told of them.
package suppliers
