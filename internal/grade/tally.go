package grade

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"gatehouse/sandbox"
)

// tally collects what several runs found in one package.
type tally struct {
	root, folder string
	told         *told
	listed       []sandbox.Listed
	verdicts     map[string]sandbox.Verdict // by name
	compile      []Problem
	reason       string
}

func newTally(root, folder string, output int64) *tally {
	return &tally{
		root: root, folder: folder, told: newTold(output),
		verdicts: map[string]sandbox.Verdict{}, compile: []Problem{},
	}
}

// judge runs the probes until each has its verdict, and returns what they found.
// A program that ended before its last probe runs again for those that it did
// not reach, as long as that helps: all but those that match skip.
func (t *tally) judge(ctx context.Context, run func(skip string) ([]*sandbox.Report, error)) Tested {
	for {
		judged := len(t.verdicts)
		t.begin()
		reports, err := run(t.skip())
		t.add(reports, stopped(ctx), err)
		if ctx.Err() != nil || len(t.open()) == 0 || len(t.verdicts) == judged {
			return t.tested()
		}
	}
}

// begin forgets what was true of the run before alone.
func (t *tally) begin() {
	t.told.failed, t.told.kept, t.reason = false, false, ""
	t.told.crash, t.told.log = capped{max: maxSaid}, capped{max: maxLog}
}

// unwritten is what the sandbox logs when it cannot write its evidence.
const unwritten = "sandbox: write the evidence"

var errUnwritten = errors.New("what a probe found could not be written")

// add takes what came of one run: its evidence, why it was ended from outside
// if it was, and why it could not begin.
func (t *tally) add(reports []*sandbox.Report, stopped, err error) {
	if strings.Contains(t.told.build, noSpace) {
		t.reason = diskFull
		return
	}
	if t.told.build != "" {
		t.compile = problems(t.root, t.folder, t.told.build)
		return
	}
	if stopped == nil && strings.Contains(t.told.log.text.String(), unwritten) {
		stopped = fmt.Errorf("%w: %s", errUnwritten, strings.TrimSpace(t.told.log.text.String()))
	}
	for _, report := range reports {
		t.take(report, stopped)
	}
	switch {
	case stopped != nil && strings.Contains(stopped.Error(), noSpace):
		t.reason = diskFull
	case errors.Is(stopped, errTimeUp) && len(t.listed) == 0:
		begins := ending{text: stopped.Error() + ", before the first probe", at: beginIn(t.home())}
		t.reason = begins.String()
	case stopped != nil:
		t.reason = stopped.Error()
	case err != nil:
		t.reason = err.Error()
	case len(t.listed) == 0:
		t.reason = "the program ended before the first probe: " + t.ending().String()
	case len(t.open()) > 0:
		t.reason = "the program ended before the last probe: " + t.ending().String()
	case t.told.failed && !strings.Contains(Row(t.all()), "x"):
		t.reason = "every probe holds, but go test failed: " + t.ending().String()
	}
}

// home is the folder of the package.
func (t *tally) home() string { return filepath.Join(t.root, filepath.FromSlash(t.folder)) }

func (t *tally) take(report *sandbox.Report, stopped error) {
	for _, l := range report.Probes {
		if !t.lists(l.Name) {
			t.listed = append(t.listed, l)
		}
		ours := errors.Is(stopped, errCancelled) || errors.Is(stopped, errUnwritten)
		if l.Name == report.Running && !ours {
			t.verdicts[l.Name] = t.cutShort(l, stopped)
		}
	}
	for _, v := range report.Verdicts {
		t.verdicts[v.Name] = v
	}
}

// cutShort is the verdict on a probe that had begun and did not end.
func (t *tally) cutShort(l sandbox.Listed, stopped error) sandbox.Verdict {
	v := notRun(l.Name, l.Honest)
	v.Outcome, v.Why, v.Rule, v.Want = sandbox.Broken, l.Why, l.Rule, "an answer"
	if stopped != nil {
		v.Got = stopped.Error()
		return v
	}
	end := t.ending()
	v.Got, v.At = end.text, end.at
	return v
}

func notRun(name string, honest bool) sandbox.Verdict {
	return sandbox.Verdict{
		Name: name, Honest: honest, Outcome: sandbox.CouldNotRun,
		Advice: []string{}, Exchanges: []sandbox.Exchange{},
	}
}

func (t *tally) lists(name string) bool {
	for _, l := range t.listed {
		if l.Name == name {
			return true
		}
	}
	return false
}

// open returns the probes without a verdict.
func (t *tally) open() []sandbox.Listed {
	var open []sandbox.Listed
	for _, l := range t.listed {
		if _, judged := t.verdicts[l.Name]; !judged {
			open = append(open, l)
		}
	}
	return open
}

// skip returns the pattern that keeps go test from the probes with a verdict.
func (t *tally) skip() string {
	var done []string
	for _, l := range t.listed {
		if _, judged := t.verdicts[l.Name]; judged {
			levels := strings.Split(l.Test, "/")
			for i, level := range levels {
				levels[i] = "^" + regexp.QuoteMeta(level) + "$"
			}
			done = append(done, strings.Join(levels, "/"))
		}
	}
	return strings.Join(done, "|")
}

// all returns a verdict for every probe, in order.
func (t *tally) all() []sandbox.Verdict {
	all := []sandbox.Verdict{}
	for _, l := range t.listed {
		v, judged := t.verdicts[l.Name]
		if !judged {
			v = notRun(l.Name, l.Honest)
			v.Got = "not reached: " + t.reason
		}
		all = append(all, v)
	}
	return all
}

func (t *tally) tested() Tested {
	return Tested{
		Probes: t.all(), Compile: t.compile, Reason: t.reason,
		Output: t.told.output.text.String(), OutputTruncated: t.told.output.cut,
	}
}
