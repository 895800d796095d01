package conformity

// A Verdict is what a check says about one record (or the system): a status, why, and which
// field of the record is missing or wrong. What it rests on and when it lapses is not the
// check's to say: the [Reader] knows.
type Verdict struct {
	Status  Status
	message Message
	args    []any
	part    string
	field   string
	exempt  bool
	missed  int // of the records that were looked for and not found, those before this was said
}

// Met says that the record meets the requirement.
func Met(m Message, args ...any) Verdict { return Verdict{Status: StatusMet, message: m, args: args} }

// Unmet says that the record fails the requirement.
func Unmet(m Message, args ...any) Verdict {
	return Verdict{Status: StatusUnmet, message: m, args: args}
}

// Undetermined says that there is not enough to go by.
func Undetermined(m Message, args ...any) Verdict {
	return Verdict{Status: StatusUndetermined, message: m, args: args}
}

// Exempt says that it was decided, on record, that the requirement does not concern this
// record: a process that has no bearing on conformity, say. A requirement all of whose
// records are exempt is met, and does not contradict a statement that there are none.
func Exempt(m Message, args ...any) Verdict {
	return Verdict{Status: StatusMet, message: m, args: args, exempt: true}
}

// Nothing says that there is nothing here to judge (yet): a policy that takes effect next
// month, a system without suppliers. It makes no finding; where no other check of the
// requirement finds anything either, the message says why the requirement is undetermined.
func Nothing(m Message, args ...any) Verdict { return Verdict{message: m, args: args} }

// At names the field of the record that is missing or wrong, as a path: controls[2].verified_on.
func (v Verdict) At(field string) Verdict {
	v.field = field
	return v
}
