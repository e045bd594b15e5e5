package given

import (
	"runtime"
	"sync/atomic"
)

// What stands in this file is for the probes, and your handler needs none of
// it.

// Asked returns how often somebody looked for a report.
func (r *Reports) Asked() int { return int(r.visits.count.Load()) }

// Interrupt lets somebody else do something while the next look-up for a
// token is under way.
func (t *Tokens) Interrupt(meanwhile func()) { t.visits.next.Store(&meanwhile) }

// Interrupt does the same for the next look-up for a report.
func (r *Reports) Interrupt(meanwhile func()) { r.visits.next.Store(&meanwhile) }

// visits counts look-ups, and may let something happen within one.
type visits struct {
	count atomic.Int64
	next  atomic.Pointer[func()]
}

// note is called as a look-up begins. It does not wait for ever for what
// happens meanwhile, as that may need a lock that the caller holds.
func (v *visits) note() {
	v.count.Add(1)
	meanwhile := v.next.Swap(nil)
	if meanwhile == nil {
		return
	}
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		(*meanwhile)()
	}()
	for i := 0; i < 100_000 && len(done) == 0; i++ {
		runtime.Gosched()
	}
}
