package systems

import (
	"embed"
	"io/fs"
)

//go:embed operator complete small
var folders embed.FS

// Operator returns the folder of an invented container forwarder with two terminals, a
// warehouse, three carriers and a customs broker, and with faults such as an auditor finds.
func Operator() fs.FS { return folder("operator") }

// Complete returns the folder of the same forwarder on a good day: it meets every
// requirement that has a check.
func Complete() fs.FS { return folder("complete") }

// Small returns the folder of an invented haulier of three people, who has had no incident and
// given nothing out of his hands. It meets all that applies to it, and states what there was none of.
func Small() fs.FS { return folder("small") }

func folder(name string) fs.FS {
	sub, err := fs.Sub(folders, name)
	if err != nil {
		panic(err) // the name is one of those embedded above
	}
	return sub
}
