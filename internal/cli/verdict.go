package cli

import (
	"fmt"
	"slices"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/progress"
	"gatehouse/internal/study"
	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// report prints what a run found, the verdict first. Before is how things
// stood before it.
func (p *program) report(s *study.Study, r grade.Result, before progress.Progress) {
	if r.Outcome == grade.DoesNotCompile {
		p.reportCompile(s, r, before)
		return
	}
	if !slices.ContainsFunc(r.Probes, func(v sandbox.Verdict) bool { return v.Outcome != sandbox.CouldNotRun }) {
		return // the reason is all there is to say
	}
	p.say("%s: %s (%.1f s)\n", r.Exercise, summary(r), r.Seconds)
	e := s.Course().Exercise(r.Exercise)
	for _, line := range probeLines(e, r) {
		p.say("%s", line)
	}
	if e.Kind == course.Hunt {
		p.reportCatches(r)
	}
	for _, v := range r.Probes {
		if v.Outcome == sandbox.Broken {
			p.reportBroken(s, r, v)
		}
	}
	p.say("")
	p.reportRest(r)
	if story := s.Progress().Lessons[e.Lesson].Exercises[e.ID].Story(); story != "" {
		p.say("%s", story)
	}
	if before.Lessons[e.Lesson].Exercises[e.ID].Runs == 0 && r.Outcome != grade.Holds {
		p.say("task: %s", fileOf(s, e.ID, "TASK.md"))
	}
	if r.Outcome == grade.Holds {
		p.say("ours, and why: gatehouse solution %s", e.ID)
		if e.Then != "" {
			p.say("one question: gatehouse practice %s", e.Transfer())
		}
	}
	p.say("next: %s", nextAfter(s, e, r))
}

// probeLines are the probes, each with its verdict first.
func probeLines(e *course.Exercise, r grade.Result) []styled {
	wordWidth := 0
	for _, v := range r.Probes {
		wordWidth = max(wordWidth, len(v.Outcome))
	}
	var lines []styled
	for _, v := range r.Probes {
		lines = append(lines, word(string(v.Outcome), wordWidth)+styled("  "+side(e, v)+text.Safe(v.Name)))
	}
	return lines
}

// summary is the verdict in a line.
func summary(r grade.Result) string {
	switch held, broken := r.Held(), strings.Count(grade.Row(r.Probes), "x"); {
	case r.Outcome == grade.CouldNotRun:
		return r.Reason
	case r.Outcome == grade.DoesNotCompile:
		return "no probe ran"
	case held == len(r.Probes):
		return fmt.Sprintf("all %s hold", many(held, "probe"))
	default:
		words := fmt.Sprintf("%d of %s hold, %d broken", held, many(len(r.Probes), "probe"), broken)
		if rest := len(r.Probes) - held - broken; rest > 0 {
			words += fmt.Sprintf(", %d could not run", rest)
		}
		return words
	}
}

// side names a probe's caller. In a hunt the name of the probe does.
func side(e *course.Exercise, v sandbox.Verdict) string {
	switch {
	case e.Kind == course.Hunt:
		return ""
	case v.Honest:
		return "honest   "
	}
	return "hostile  "
}

// reportCatches tells which cases of the learner's catch which server.
func (p *program) reportCatches(r grade.Result) {
	gap := "\n"
	for _, v := range r.Probes {
		if v.Outcome == sandbox.Holds && !v.Honest {
			p.say(gap+"%s: %s", strings.TrimSuffix(v.Name, " is caught"), v.Got)
			gap = ""
		}
	}
}

func (p *program) reportCompile(s *study.Study, r grade.Result, before progress.Progress) {
	p.say("%s: %s", r.Exercise, word(string(r.Outcome), 0))
	for _, c := range r.Compile {
		p.say("%s:%d:%d: %s", fileOf(s, r.Exercise, c.File), c.Line, c.Column, c.Message)
		if c.Source != "" {
			p.say("    %s", strings.TrimSpace(c.Source))
		}
	}
	e := s.Course().Exercise(r.Exercise)
	if state := before.Lessons[e.Lesson].Exercises[e.ID]; len(state.History) > 0 {
		p.say("no probe ran; before: %d of %d hold", state.Holds, state.Of)
		return
	}
	p.say("no probe ran")
}

// reportBroken shows how a probe was broken.
func (p *program) reportBroken(s *study.Study, r grade.Result, v sandbox.Verdict) {
	p.say("\n%s: %s", word("broken", 0), v.Name)
	x := grade.TellingExchange(v)
	when := ""
	if x.After > 0 {
		when = text.Later(x.After)
	}
	p.aspects([]aspect{{"case", x.Note}, {"from", x.From}, {"over", x.Over}, {"scene", x.Scene}, {"when", when}, {"sent", request(x)}, {"got", v.Got}, {"want", v.Want}})
	p.aspects(judgement(s, r.Exercise, v))
	p.aspects([]aspect{{"curl", x.Curl}, {"repeat", repeat(r)}})
}

// aspect is a part of what is to be said of a probe.
type aspect struct{ name, text string }

// verbatim are the aspects that a learner may copy: no line of them is broken.
var verbatim = []string{"sent", "got", "at", "called", "curl", "repeat"}

func (p *program) aspects(all []aspect) {
	const width = len("repeat")
	for _, a := range all {
		if a.text != "" && slices.Contains(verbatim, a.name) {
			p.say("  %-*s  %s", width, a.name, under(4+width, a.text))
			continue
		}
		p.part(a.name, width, a.text)
	}
}

// judgement is where a probe was answered, why it matters, and the rule.
func judgement(s *study.Study, exercise string, v sandbox.Verdict) []aspect {
	var all []aspect
	for _, fault := range v.Table.Faults() {
		all = append(all, aspect{"cell", fault})
	}
	if v.Asked > 1 {
		all = append(all, aspect{"asked", fmt.Sprintf("%d requests; %d went wrong", v.Asked, v.Wrong)})
	}
	if v.At != nil {
		all = append(all, aspect{"at", lineOf(s, exercise, v.At)})
		if v.At.Caller != nil {
			all = append(all, aspect{"called", lineOf(s, exercise, v.At.Caller)})
		}
	}
	return append(all, aspect{"why", oneLine(v.Why)}, aspect{"rule", inWords(v.Rule)})
}

// repeat is the command that makes the secrets of a run again.
func repeat(r grade.Result) string {
	return fmt.Sprintf("gatehouse run %s --seed %d", r.Exercise, r.Seed)
}

// lineOf is a line of the learner's code.
func lineOf(s *study.Study, exercise string, at *sandbox.Place) string {
	return strings.TrimSpace(fmt.Sprintf("%s:%d  %s", fileOf(s, exercise, at.File), at.Line, at.Source))
}

// request is what was sent, without what every request has.
func request(x sandbox.Exchange) string {
	sent, _ := messages(x)
	var lines []string
	for line := range strings.SplitSeq(sent, "\n") {
		if line != "Host: sandbox" {
			lines = append(lines, strings.TrimSuffix(line, " HTTP/1.1"))
		}
	}
	return strings.Join(lines, "\n")
}

// reportRest prints what is to be said beside the verdicts.
func (p *program) reportRest(r grade.Result) {
	if like := r.BehavesLike; like != nil {
		p.say("behaves like: %s", like.Summary)
		p.say("  %s", prose(2, oneLine(like.Explanation)))
	}
	var advice []string
	for _, v := range r.Probes {
		advice = append(advice, v.Advice...)
	}
	slices.Sort(advice)
	for _, a := range slices.Compact(advice) {
		p.say("%s: %s", word("advice", 0), inWords(a))
	}
	for _, name := range r.Edited {
		p.say("note: %s differs from the original, which was used", name)
	}
	if len(r.Edited) > 0 {
		p.say("note: gatehouse reset %s --originals puts the originals back and keeps yours", r.Exercise)
	}
	if r.Output != "" {
		cut := ""
		if r.OutputTruncated {
			cut = " (its beginning)"
		}
		p.say("printed%s:\n  %s", cut, under(2, r.Output))
	}
}

// nextAfter is what to do after a run: mend, or go on in the same lesson.
func nextAfter(s *study.Study, e *course.Exercise, r grade.Result) string {
	if r.Outcome != grade.Holds {
		return fmt.Sprintf("mend %s, or: gatehouse hint %s", fileOf(s, e.ID, e.Answer()), e.ID)
	}
	now := s.Progress()
	if step, ok := progress.StepOf(s.Course().Lesson(e.Lesson), now.Lessons[e.Lesson]); ok {
		now.Next = step
	}
	return following(s.Course(), now)
}
