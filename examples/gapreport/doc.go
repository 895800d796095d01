// Command gapreport says which requirements of ISO 28000:2007 an operator fails, why, and
// what lapses next.
//
// Without arguments it assesses an invented container forwarder, as of the day that its
// files speak of. With -system it reads the folder of a system of one's own:
//
//	gapreport -system system/ -at 2026-06-30
//	gapreport -checks checks/            # with checks of one's own beside the standard's
//	gapreport -explain 4.2.j
//	gapreport -advice -clause 4.4.7      # and how far the guide is followed, which nobody has to
//	gapreport -format json | jq .totals
//	gapreport -system system/ -fail      # for a pipeline: exit 1 on any gap
//
// With -store, a SQLite file keeps the system with all its history, so that nobody alters it
// unnoticed. What -system says is saved in it, if it differs; without -system it is loaded from
// there. Each time, all of it is verified first. A day asked for with -at shows the records as
// they were at its end, where the store reaches back that far. The key that signs is made on
// first use, beside the file, under a passphrase if -passphrase names a file that has one, and
// -witness names the file that keeps the checkpoints:
//
//	gapreport -system system/ -store system.db -witness /mnt/other/system.witness
//	gapreport -store system.db -witness /mnt/other/system.witness -at 2026-06-30
//
// gapreport rules test runs the cases of the tolerability rules, and of checks of one's own, in
// a folder, and says what they cover and which mistakes in the rules they would notice:
//
//	gapreport rules test system/
//	gapreport rules test system/ -coverage 90 -mutate
//
// It exits with 0 when it could assess, with 1 under -fail where anything is unmet or
// undetermined, or where a rule is not tested as it was asked for, and with 2 on bad input, and
// on a store that is not what was written: then the reason is on the standard error, and nothing
// on the standard output.
package main
