// Package terminal is what the example programs share to print well: in colour and to the
// width of a terminal, plainly to anything else.
package terminal
