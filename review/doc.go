// Package review holds management reviews, their inputs and what they decide: clause 4.6.
//
// A [Review] is planned, held by top management, and recorded. It has eight inputs, each with
// the records that were put before it or the statement that there was nothing to report, three
// conclusions, and answers on what could be better and what has to change. A [Decision] comes
// out of it and is followed to its end: it is done, or dropped with a reason.
//
// [Gather] makes the pack for the next review from the records: what there is for each input
// since the last one, and what is missing. [Checks] says which input of the latest review was
// left out, judged by what there was on its day.
package review
