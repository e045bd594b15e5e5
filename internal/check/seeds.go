package check

import (
	"context"
	"sync"

	"gatehouse/internal/grade"
)

// seeds is how often the reference runs with other secrets and its probes in
// another order: 1 to seeds draws both.
const seeds = 20

// unsteady is a run of the reference that did not hold.
type unsteady struct {
	Seed   uint64
	Tested grade.Tested
}

// steady runs the reference once for each seed and returns the runs that did
// not hold, by seed.
func (e *exercise) steady(ctx context.Context, d *desk, bench *grade.Bench) []unsteady {
	found := make([]grade.Tested, seeds)
	var runs sync.WaitGroup
	for i := range found {
		runs.Go(func() {
			seed := uint64(i + 1)
			d.step(e.ID+": other secrets, another order", func() { found[i] = slim(bench.Try(ctx, e.home, seed, seed)) })
		})
	}
	runs.Wait()
	var fell []unsteady
	for i, tested := range found {
		if tested.Outcome() != grade.Holds {
			fell = append(fell, unsteady{uint64(i + 1), tested})
		}
	}
	return fell
}

// races runs the reference under the race detector, where there is one.
func (e *exercise) races(ctx context.Context, d *desk, dir string) *grade.Tested {
	var tested *grade.Tested
	d.step(e.ID+": race detector", func() {
		if !d.race {
			return
		}
		bench, err := grade.NewBench(ctx, d.Go, dir, []grade.Probed{e.probed(e.answers[0])}, true)
		if err != nil {
			tested = &grade.Tested{Reason: err.Error()}
			return
		}
		t := slim(bench.Try(ctx, e.home, matrixSeed, matrixSeed))
		tested = &t
	})
	return tested
}
