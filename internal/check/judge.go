package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gatehouse/internal/grade"
	"gatehouse/sandbox"
)

// judge says what is wrong with the exercise by what running it showed.
func (e *exercise) judge(d *desk) {
	if e.facts.Failed != "" {
		e.add("could-not-run", place{file: e.home + "/" + e.Answer()}, "the exercise could not be run: %s", e.facts.Failed)
		return
	}
	for _, a := range e.answers {
		tested, played := e.facts.Answers[a.folder]
		switch {
		case !played:
		case tested.Outcome() == grade.DoesNotCompile:
			e.uncompiled(a, tested)
		case a.kind == "starter":
			e.starter(a, tested)
		case a.kind == "mistake":
			e.mistake(a, tested)
		default:
			e.holds(a, tested, "")
		}
	}
	e.judgeReference()
	e.judgeProbes()
	e.judgeMatrix(d)
}

func (e *exercise) uncompiled(a answer, tested grade.Tested) {
	reference := e.answers[0]
	for _, p := range tested.Compile {
		at := place{p.File, p.Line, p.Column}
		message := fmt.Sprintf("%s does not compile: %s", a, p.Message)
		switch {
		case p.File == a.folder+"/"+e.Test(), p.File == a.folder+"/probes.go": // which is a copy
			if a.kind != reference.kind && e.facts.of(reference).Outcome() == grade.DoesNotCompile {
				continue // the probes themselves are wrong, which is told of the reference
			}
			at.file = e.probes.file
			message = fmt.Sprintf("%s does not go with the probes: %s", a, p.Message)
		case !strings.HasPrefix(p.File, a.folder+"/"), strings.HasPrefix(p.File, e.home+"/given/"): // is told once for all
			message = "it does not compile: " + p.Message
		}
		e.add("answer-does-not-compile", at, "%s", message)
	}
}

func (e *exercise) starter(a answer, tested grade.Tested) {
	switch tested.Outcome() {
	case grade.Holds:
		e.add("starter-holds", a.source.top(), "the starter has no hole: every probe holds")
	case grade.CouldNotRun:
		e.unrun(a, tested)
	}
}

// mistake holds a mistake to its want lines.
func (e *exercise) mistake(a answer, tested grade.Tested) {
	wants := a.source.wants()
	if len(wants) == 0 {
		e.add("no-want", a.source.top(), "%s names no probe that must catch it", a)
	}
	if tested.Outcome() == grade.CouldNotRun {
		e.unrun(a, tested)
		return
	}
	caught := broken(tested)
	for _, w := range wants {
		i := slices.IndexFunc(tested.Probes, func(v sandbox.Verdict) bool { return v.Name == w.probe })
		switch {
		case i < 0:
			e.add("unknown-probe", w.at, "the exercise has no probe %q", w.probe)
		case tested.Probes[i].Outcome == sandbox.Holds && len(caught) == 0:
			e.add("not-caught", w.at, "%s is caught by no probe at all", a)
		case tested.Probes[i].Outcome == sandbox.Holds:
			e.add("not-caught", w.at, "%s is not caught by this probe, but by %s", a, strings.Join(caught, "; "))
		}
	}
}

// holds notes each probe that breaks an answer that is right. How says in which
// way the probes ran.
func (e *exercise) holds(a answer, tested grade.Tested, how string) {
	if tested.Outcome() == grade.CouldNotRun {
		e.unrun(a, tested)
		return
	}
	for _, v := range tested.Probes {
		if v.Outcome == sandbox.Holds {
			continue
		}
		at := a.source.top()
		if v.At != nil {
			at = place{a.folder + "/" + v.At.File, v.At.Line, 1}
		}
		e.add("right-answer-broken", at, "%s is right, but breaks the probe %q%s: got %s%s", a, v.Name, how, brief(v.Got), wantedAndSent(v))
	}
}

// wantedAndSent ends a sentence about a broken probe, as far as that is known.
func wantedAndSent(v sandbox.Verdict) string {
	text := ""
	if v.Want != "" {
		text = ", want " + v.Want
	}
	if len(v.Exchanges) > 0 {
		text += "; sent was " + brief(strconv.Quote(v.Exchanges[0].Request))
	}
	return text
}

// brief is a text in one line that is not too long for a sentence.
func brief(text string) string {
	const enough = 300
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "") + "..."
	}
	return text
}

func (e *exercise) unrun(a answer, tested grade.Tested) {
	e.add("could-not-run", a.source.top(), "%s could not be judged: %s", a, brief(tested.Reason))
}

// judgeReference asks more of the reference than of others.
func (e *exercise) judgeReference() {
	reference := e.answers[0]
	if e.facts.of(reference).Outcome() != grade.Holds {
		return // what follows would say it again
	}
	for _, u := range e.facts.Unsteady {
		e.holds(reference, u.Tested, fmt.Sprintf(" (SANDBOX_SEED=%d SANDBOX_SHUFFLE=%d)", u.Seed, u.Seed))
	}
	if race := e.facts.Race; race != nil && strings.Contains(race.Output, "WARNING: DATA RACE") {
		at := reference.source.top()
		if m := regexp.MustCompile(regexp.QuoteMeta(reference.source.file) + `:(\d+)`).FindStringSubmatch(race.Output); m != nil {
			at.column = 1
			at.line, _ = strconv.Atoi(m[1])
		}
		e.add("data-race", at, "the race detector finds that the reference reads and writes the same at the same time")
	} else if race != nil {
		e.holds(reference, *race, " (under the race detector)")
	}
}

// judgeProbes asks whether the probes can fail, and whether they take both sides.
func (e *exercise) judgeProbes() {
	probes := e.facts.of(e.answers[0]).Probes
	if len(probes) == 0 {
		return
	}
	for _, side := range []struct {
		honest bool
		code   string
		text   string
	}{
		{true, "no-honest-probe", "no probe is an honest caller: a handler that refuses everybody holds"},
		{false, "no-hostile-probe", "no probe is a hostile caller: a handler that lets everybody in holds"},
	} {
		if !slices.ContainsFunc(probes, func(v sandbox.Verdict) bool { return v.Honest == side.honest }) {
			e.add(side.code, e.probes.top(), "%s", side.text)
		}
	}
	if e.matrix() == nil {
		return // an answer that is not judged may be the one that trips a probe
	}
	for _, v := range probes {
		tripped := func(a answer) bool {
			return a.kind != "variant" && slices.Contains(broken(e.facts.of(a)), v.Name)
		}
		if !slices.ContainsFunc(e.answers, tripped) {
			e.add("never-tripped", e.probes.probe(v.Name), "nothing shows that the probe %q can fail: neither the starter nor a mistake trips it", v.Name)
		}
	}
}

// reference is what the report says of the reference in a word.
func (f facts) reference(tested grade.Tested) grade.Outcome {
	outcome := tested.Outcome()
	if outcome != grade.Holds {
		return outcome
	}
	if len(f.Unsteady) > 0 {
		return f.Unsteady[0].Tested.Outcome()
	}
	if f.Race != nil {
		return f.Race.Outcome()
	}
	return outcome
}

// broken are the names of the probes that caught an answer.
func broken(tested grade.Tested) []string {
	names := []string{}
	for _, v := range tested.Probes {
		if v.Outcome == sandbox.Broken {
			names = append(names, v.Name)
		}
	}
	return names
}
