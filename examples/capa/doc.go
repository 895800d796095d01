// Command capa carries one nonconformity through corrective action, from the day it was seen
// to the day on which its cause came back: what was done, what was refused and why, and what
// the checks of the standard say about the record on several days.
//
// It is what an application for corrective and preventive action would do with package
// incidents, and the record is what it would keep:
//
//	capa
//	capa -at 2026-05-20 -at 2027-03-01   # what the checks say on other days
//	capa -record                         # the record itself, as the files of a system hold it
//
// It exits with 0, and with 2 on bad input.
package main
