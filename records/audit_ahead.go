package records

import "iter"

// ahead reads a sequence on a goroutine of its own, some rows ahead of whoever verifies them.
// The snapshot is used by that goroutine alone until the sequence ends.
func ahead(list iter.Seq2[Row, error]) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		parcels := make(chan parcel, 2) // many rows each: a channel costs more than a row does
		stop := make(chan struct{})
		go func() {
			defer close(parcels)
			if err := guard(func() error { return pack(list, parcels, stop) }); err != nil {
				select {
				case parcels <- parcel{err: err}:
				case <-stop:
				}
			}
		}()
		defer func() { // the goroutine has ended when the sequence has
			close(stop)
			for range parcels {
			}
		}()
		for p := range parcels {
			if p.err != nil {
				yield(Row{}, p.err)
				return
			}
			for _, row := range p.rows {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

type parcel struct {
	rows  []Row
	bytes int
	err   error
}

// A parcel is sent when it has so many rows, or so many bytes of contents.
const (
	parcelRows  = 128
	parcelBytes = 1 << 20
)

// pack sends a sequence in parcels until it ends or nobody wants more.
func pack(list iter.Seq2[Row, error], parcels chan<- parcel, stop <-chan struct{}) error {
	var p parcel
	send := func() bool {
		select {
		case parcels <- p:
			p = parcel{}
			return true
		case <-stop:
			return false
		}
	}
	for row, err := range list {
		if err != nil {
			if len(p.rows) > 0 && !send() {
				return nil
			}
			return err
		}
		if row.Entry != nil {
			row.Entry = row.clone()
			if row.Content != nil {
				p.bytes += len(row.Content.Data)
			}
		}
		if p.rows = append(p.rows, row); (len(p.rows) == parcelRows || p.bytes >= parcelBytes) && !send() {
			return nil
		}
	}
	if len(p.rows) > 0 {
		send()
	}
	return nil
}
