package cli

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/internal/grade"
)

// limitFlags lets somebody set what an exercise's program may take.
func limitFlags(c *cobra.Command, l *grade.Limits) {
	*l = grade.Usual
	kept := ""
	if !grade.MemoryIsKept() {
		kept = " (this system keeps no such limit)"
	}
	c.Flags().DurationVar(&l.Time, "timeout", l.Time, "how long the probes of an exercise may take")
	c.Flags().Var((*size)(&l.Memory), "memory", "how much memory your program may take"+kept)
	c.Flags().Var((*size)(&l.Output), "output", "how much of what your program prints is kept")
}

// size is a flag that counts bytes.
type size int64

// units are what a size may be written in, the largest first.
var units = []struct {
	name  string
	bytes int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}}

// String implements pflag.Value.
func (s *size) String() string {
	for _, u := range units {
		if n := int64(*s); n >= u.bytes && n%u.bytes == 0 {
			return strconv.FormatInt(n/u.bytes, 10) + u.name
		}
	}
	return strconv.FormatInt(int64(*s), 10)
}

// Set implements pflag.Value.
func (s *size) Set(text string) error {
	unit := int64(1)
	for _, u := range units {
		if digits, ok := strings.CutSuffix(text, u.name); ok {
			text, unit = digits, u.bytes
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64/unit {
		return errors.New("a size is written as 512MiB; KiB and GiB are understood, too")
	}
	*s = size(n * unit)
	return nil
}

// Type implements pflag.Value.
func (*size) Type() string { return "size" }
