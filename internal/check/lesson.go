package check

import (
	"regexp"
	"slices"
	"strings"
)

// part is a heading that closes a lesson, and the code of its absence.
type part struct{ heading, missing string }

var parts = []part{
	{"Whole program", "no-whole-program"},
	{"In FastAPI", "no-comparison"},
	{"Limits", "no-limits"},
	{"Recall", "no-recall"},
	{"References", "no-references"},
}

// checkLesson looks for the parts of a lesson and at how they are written.
func (f *finder) checkLesson(l lesson) {
	if l.known {
		f.checkFront(l)
	}
	if len(l.text.lines) == 0 {
		return
	}
	f.checkGoal(l)
	f.checkIdeas(l)
	f.checkParts(l)
	f.checkRules(l.text)
	f.checkLinks(l.text)
	f.checkWidth(l.text)
	f.checkExamples(l.text)
}

func (f *finder) checkFront(l lesson) {
	if l.front.Title == "" {
		f.add("no-title", l.head.at("title"), "the lesson has no title")
	}
	if l.front.Summary == "" {
		f.add("no-summary", l.head.at("summary"), "the lesson has no summary")
	}
	if l.front.Minutes < 5 || l.front.Minutes > 15 {
		f.add("reading-time", l.head.at("minutes"), "the reading time is %d minutes", l.front.Minutes)
	}
}

// checkGoal looks at the title and what stands between it and the first idea.
func (f *finder) checkGoal(l lesson) {
	begin := slices.IndexFunc(l.text.lines, func(l line) bool { return strings.TrimSpace(l.text) != "" })
	if begin < 0 {
		f.add("no-goal", l.head.at(), "the lesson has no text")
		return
	}
	first := l.text.lines[begin]
	at := place{l.text.file, first.number, 1}
	if titled := first.kind == heading && first.level == 1; !titled || l.front.Title != "" && first.text != l.front.Title {
		f.add("title-differs", at, "the text begins with another line than # %s", l.front.Title)
	}
	for _, next := range l.text.lines[begin+1:] {
		if next.kind == heading {
			break
		}
		if next.kind == prose && strings.TrimSpace(next.text) != "" {
			return
		}
	}
	f.add("no-goal", at, "nothing says what one can do after the lesson")
}

const (
	ruleMark     = "**Rule.**"
	mostSections = 5
)

// closes reports whether a line is the heading of one of the closing parts.
func closes(l line) bool {
	return l.kind == heading && slices.ContainsFunc(parts, func(p part) bool { return p.heading == l.text })
}

// checkIdeas counts sections and rules. The first section may set the scene
// and leave the rule to the second.
func (f *finder) checkIdeas(l lesson) {
	sections := slices.DeleteFunc(l.text.sections(2), func(s section) bool { return closes(s.line) })
	rules := 0
	at := l.head.at()
	for i, s := range sections {
		at = place{l.text.file, s.number, 1}
		if end := slices.IndexFunc(s.body, closes); end >= 0 {
			s.body = s.body[:end]
		}
		n := strings.Count(s.text(), "\n"+ruleMark)
		if rules += n; n == 0 && i > 0 && !s.empty() {
			f.add("idea-without-rule", at, "the idea %q ends in no rule", s.line.text)
		}
		if i == mostSections {
			f.add("too-many-sections", at, "the lesson has %d sections, more than %d", len(sections), mostSections)
		}
	}
	switch {
	case rules < 2:
		f.add("too-few-ideas", at, "the lesson has %d ideas with a rule", rules)
	case rules > 4:
		f.add("too-many-ideas", at, "the lesson has %d rules", rules)
	}
}

func (f *finder) checkParts(l lesson) {
	closing := append(l.text.sections(2), l.text.sections(3)...)
	end := place{l.text.file, l.text.last(), 1}
	for _, p := range parts {
		i := slices.IndexFunc(closing, func(s section) bool { return s.line.text == p.heading })
		if i < 0 {
			f.add(p.missing, end, "the part %q is missing", p.heading)
			continue
		}
		s, at := closing[i], place{l.text.file, closing[i].number, 1}
		switch {
		case s.empty():
			f.add("empty-part", at, "nothing stands under %q", p.heading)
		case p.heading == "Whole program" && !slices.ContainsFunc(l.text.within(s).fences("go"), program):
			f.add(p.missing, at, "no Go block under %q is a program", p.heading)
		}
	}
}

func program(block section) bool {
	code := block.text()
	return strings.HasPrefix(code, "package main\n") && strings.Contains(code, "\nfunc main() {")
}

// A rule rests on a source that can be looked up: a standard, or the
// documentation of a named program or package where the rule is what that does.
var (
	sources = regexp.MustCompile(`RFC \d+(, [^;)§]+)?,? §\d` + // RFC 9110 §11.4
		`|ASVS (\d\.\d\.\d, |\d\.\d\.\d: )?\d+\.\d+\.\d+` +
		`|API\d+:20\d\d|OWASP API Security Top 10 20\d\d[,:] (API\d|overview)|OWASP Top 10:? ?20\d\d|\bA\d\d:20\d\d` +
		`|CWE-\d+` +
		`|\b[a-z][a-z0-9]*(/[a-z0-9]+)*, (func|type|method|const|var) \S` + // net/http, func Error
		`|\b[a-z]\w*\.[A-Z]\w+|\b[A-Z]\w+ \d+\.\d+(\.\d+)?[, ]`) // fastapi.Security; FastAPI 0.122.0 release notes
	bareRFC  = regexp.MustCompile(`RFC ?\d+`)
	wholeRFC = regexp.MustCompile(`^RFC \d+(, [^;)§]+)?,? §`)
)

// sourceless says what is wrong with the source that a rule names, or "".
func sourceless(rule string) string {
	rule = strings.Join(strings.Fields(rule), " ")
	for _, at := range bareRFC.FindAllStringIndex(rule, -1) {
		if !wholeRFC.MatchString(rule[at[0]:]) {
			return rule[at[0]:at[1]] + " is named without a section"
		}
	}
	if !sources.MatchString(rule) {
		return "no source stands there in a known form"
	}
	return ""
}

// checkRules looks at the source of each rule of a text.
func (f *finder) checkRules(m markdown) {
	for i, l := range m.lines {
		if l.kind != prose || !strings.HasPrefix(l.text, ruleMark) {
			continue
		}
		var rule strings.Builder
		for _, next := range m.lines[i:] {
			if strings.TrimSpace(next.text) == "" {
				break
			}
			rule.WriteString(next.text + " ")
		}
		if wrong := sourceless(rule.String()); wrong != "" {
			f.add("rule-form", place{m.file, l.number, 1}, "the source of the rule: %s", wrong)
		}
	}
}

// checkWidth looks at pictures and code, which are not wrapped.
func (f *finder) checkWidth(m markdown) {
	for _, l := range m.lines {
		if wide := columns(l.text); l.kind == code && wide > widest {
			f.add("too-wide", place{m.file, l.number, cut(l.text)}, "the line has %d columns, more than %d", wide, widest)
		}
	}
}
