package grade

import (
	"cmp"
	"fmt"
	"runtime"
	"time"
)

// Limits are what a learner's program may take of the machine. What is 0 is as
// in Usual.
type Limits struct {
	Time   time.Duration // for all probes together, not for building them
	Memory int64         // in bytes; kept where the system can: see MemoryIsKept
	Output int64         // how much of what it prints is kept, in bytes
}

// Usual are the limits of a run that asks for no others.
var Usual = Limits{Time: 30 * time.Second, Memory: 1 << 30, Output: 64 << 10}

func (l Limits) orUsual() Limits {
	return Limits{Time: cmp.Or(l.Time, Usual.Time), Memory: cmp.Or(l.Memory, Usual.Memory), Output: cmp.Or(l.Output, Usual.Output)}
}

// MemoryIsKept reports whether this system ends a program that takes more
// memory than its limit.
func MemoryIsKept() bool { return runtime.GOOS == "linux" }

// memory are the arguments of go test that limit the memory of the test and
// not of the compiler. The limit is on data, since Go sets aside far more
// addresses than it uses.
func (l Limits) memory() []string {
	if !MemoryIsKept() {
		return nil
	}
	return []string{"-exec", fmt.Sprintf(`sh -c 'ulimit -d %d && exec "$@"' sh`, l.Memory>>10)}
}
