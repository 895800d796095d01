// Package matrices holds published risk matrices as criteria of package risk.
//
// They say which level a likelihood and a consequence come to, and no more: which level is
// tolerable, and who says so, is for each organization. So they have no appetite and no rules,
// and until one or the other is added no risk is tolerable by them.
//
// Only matrices in the public domain are here; Source of each says where it comes from. Others
// (of OWASP, of ISO/IEC 27005, of tools) can be written down as criteria in a few lines, and a
// test reads some of them where they are at hand.
package matrices
