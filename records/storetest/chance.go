package storetest

// chance gives numbers that look random and are the same in each run and with each version of
// Go, so that a history in which a store fails can be had again: splitmix64.
type chance struct{ state uint64 }

func (c *chance) next() uint64 {
	c.state += 0x9e3779b97f4a7c15
	z := c.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// IntN returns a number from 0 to below n, which is greater than 0.
func (c *chance) IntN(n int) int { return int(c.next() % uint64(n)) }

// Int64N is IntN of larger numbers.
func (c *chance) Int64N(n int64) int64 { return int64(c.next() % uint64(n)) }
