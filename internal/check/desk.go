package check

import (
	"context"
	"os"
	"runtime"
	"sync"
)

// desk is where exercises are played: the tool chain, the cores to work on, and
// how far the work is.
type desk struct {
	Options
	race  bool          // there is a race detector
	cores chan struct{} // one place for each run at a time

	mu       sync.Mutex
	done, of int
}

func newDesk(ctx context.Context, o Options) *desk {
	d := &desk{Options: o, cores: make(chan struct{}, runtime.NumCPU())}
	d.race = o.Go.HasRace(ctx, os.TempDir())
	return d
}

// expect counts the work that is to come.
func (d *desk) expect(all []*exercise) {
	for _, e := range all {
		d.of += e.steps()
	}
}

// step does a piece of work as soon as a core is free.
func (d *desk) step(what string, do func()) {
	d.cores <- struct{}{}
	do()
	<-d.cores
	d.tell(1, what)
}

// tell says that pieces of work are done.
func (d *desk) tell(pieces int, what string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.done += pieces
	if d.Progress != nil {
		d.Progress(d.done, d.of, what)
	}
}
